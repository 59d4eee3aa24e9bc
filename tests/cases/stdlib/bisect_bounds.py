# bisect: bounds, keys, sequences that are no lists, and insort into what has an insert.
import bisect


def attempt(act, *args, **keywords):
    try:
        print(act(*args, **keywords))
    except Exception as error:
        print(type(error).__name__, error)


a = [1, 2, 2, 2, 5]
print(bisect.bisect(a, 2), bisect.bisect_left(a, 2), bisect.bisect(a, 2, 0, 2), bisect.bisect_left(a=a, x=9, lo=1, hi=4))
print(bisect.bisect((3, 2, 1), -2, key=lambda x: -x), bisect.bisect(range(0, 100, 7), 50), bisect.bisect_left('abd', 'c'))
print(bisect.bisect([0.5, 1, 2**70], 1.0), bisect.bisect_left([(1, 'a'), (1, 'c')], (1, 'b')), bisect.bisect(a, 3, 0, -1))
attempt(bisect.bisect, a, 1, -1)
attempt(bisect.bisect, a, 9, 0, 50)
attempt(bisect.bisect, a, 1, 'x')
attempt(bisect.bisect, a, 1, 0, 1.5)
attempt(bisect.bisect, a, 'x')
attempt(bisect.bisect, 5, 5)
attempt(bisect.bisect, {}, 5)
attempt(bisect.bisect, a)
attempt(bisect.bisect)
attempt(bisect.bisect, a, 1, 0, 2, 3)
attempt(bisect.bisect, a, 1, key=3)
attempt(bisect.insort, (1, 2), 3)


class Noted(list):
    def insert(self, at, item):
        print('insert', at, item)
        super().insert(at, item)


words = Noted(['a', 'CC'])
bisect.insort(words, 'b', key=str.lower)
bisect.insort_left(words, 'B', key=str.lower)
bisect.insort(a, 2)
bisect.insort_left(a, 0, 0, 1)
print(words, a)


class Shrinks:
    def __init__(self, items):
        self.items = items

    def __lt__(self, other):
        self.items.clear()
        return False


items = [1] * 8
attempt(bisect.bisect, items, Shrinks(items))
