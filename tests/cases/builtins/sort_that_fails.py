# A failing sort leaves the list sorted as far as it came; a `<` that declines is asked once more.
def attempt(items, **options):
    try:
        items.sort(**options)
    except TypeError as error:
        print(error)
    print(items)


attempt([3, 1, 2, 'a'])
attempt([6.5, 1.5, 3.25, 0.0, float('nan'), 'a,b'])
attempt([-161, -2 ** 63, 5, 'a', 'b'])
attempt([3, 1, 2, 'a'], reverse=True)
attempt([b'a', 'n', 'a', 'n'][::-1])
attempt([*range(40, 0, -1), None, 7])
attempt(['b', 3, 'a'], key=lambda it: it)


class Declines:
    def __lt__(self, other):
        print('asked')
        return NotImplemented


try:
    sorted([Declines(), Declines()])
except TypeError as error:
    print(error)
