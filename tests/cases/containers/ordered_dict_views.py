# An OrderedDict's views and iterators are of their own classes; any change ends an iteration.
from collections import OrderedDict


def attempt(change):
    d = OrderedDict(a=1, b=2, c=3)
    seen = []
    try:
        for key in d:
            seen.append(key)
            change(d, key)
    except RuntimeError as error:
        print(error, end=' ')
    print(seen, list(d))


attempt(lambda d, key: d.move_to_end(key))
attempt(lambda d, key: d.pop(key))
attempt(lambda d, key: d.update({key * 2: 1}) if len(key) == 1 else None)
attempt(lambda d, key: d.update({key: 5}))
attempt(lambda d, key: key == 'c' and d.update(z=1))
attempt(lambda d, key: (d.popitem(), d.setdefault('z', 1)))

d = OrderedDict(x=1, y=2)
print(d.keys(), d.values(), d.items(), isinstance(d.keys(), type({}.keys())))
for it in d, d.keys(), d.values(), d.items():
    print(type(it).__name__, type(iter(it)).__name__, list(it), list(reversed(it)), type(reversed(it)).__name__)
iterator = iter(d.items())
print(next(iterator), iterator.__reduce__(), list(iterator), list(iterator))
print(dict(d), [*d], {**d}, list(zip(d, d.values())), d.keys() & {'x'}, max(d), 'x' in d.keys(), ('x', 1) in d.items())


class Own(OrderedDict):
    def move_to_end(self, key, last=True):
        super().move_to_end(key, last)


o = Own(a=1, b=2)
o.move_to_end('a')
print(list(o), OrderedDict([(1, 2)]).popitem(last=False), list(OrderedDict()))
