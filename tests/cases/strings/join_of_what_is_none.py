# What can't be iterated over can't be joined, whatever its class says of it.
class Odd(dict):
    def __iter__(self):
        return 5


class Never(str):
    __iter__ = None

    def __len__(self):
        print('not asked')


class Fails(str):
    def __iter__(self):
        raise KeyError('own')


for it in Odd(), Never('ab'), Fails('ab'), 5:
    try:
        print(''.join(it))
    except (TypeError, KeyError) as error:
        print(type(error).__name__, error)


class Counted(str):
    def __len__(self):
        print('not asked')
        return 0


print('-'.join(Counted('ab')))
