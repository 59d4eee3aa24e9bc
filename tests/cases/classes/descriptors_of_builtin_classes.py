# A class that derives from a built-in one may be a descriptor, too.
class Text(str):
    def __get__(self, obj, owner):
        return 'got', obj is None

    def __set__(self, obj, value):
        print('set', value)

    def __set_name__(self, owner, name):
        print('named', name)


class Items(list):
    def __get__(self, obj, owner):
        return 'items'


class Holder:
    text = Text('t')
    items = Items()


it = Holder()
print(it.text, Holder.text, it.items, Holder.items)
it.text = 1
it.items = 2
print(it.__dict__, it.items)


class Dict:
    @property
    def __dict__(self):
        return {'own': 1}


print(vars(Dict()), Dict().__dict__)
