# partial as a class in Rust: its fields, subclasses, flattening, pickling, errors.
import copy
import pickle
from functools import partial


def show(*args, **keywords):
    return args, keywords


def attempt(act, *args, **keywords):
    try:
        print(act(*args, **keywords))
    except Exception as error:
        print(type(error).__name__, error)


class Sub(partial):
    pass


class Loud(partial):
    def __call__(self, *args):
        return 'loud', super().__call__(*args)


inner = partial(show, 1, a=2)
outer = partial(inner, 3, a=4, b=5)
print(outer.args, outer.keywords, outer.func is show, outer(6, b=7))
print(partial(int, base=2)('101'), Sub(int, 1, x=2), Loud(show, 1)(2), partial(Loud(show, 1), 2)(3))
print(list(map(partial(pow, 2), range(5))), partial(partial(show, *range(20)), 20)(21))

inner.note = 'kept'
kept = partial(inner, 3)
print(kept.func is inner, kept.args, kept(4), inner.__dict__, inner.__reduce__()[2][3])
again = pickle.loads(pickle.dumps(partial(pow, 2, mod=7)))
print(again, again(3), copy.copy(again).keywords, copy.deepcopy(again) == again)

loop = partial(print)
loop.__setstate__((loop, (), {}, None))
print(repr(loop) == f'functools.partial(...)')
print(isinstance(partial(print), partial), callable(outer), partial.__module__, partial.__name__)

attempt(partial)
attempt(partial, 3)
attempt(setattr, outer, 'func', 3)
attempt(delattr, outer, 'args')
attempt(outer.__setstate__, 3)
attempt(outer.__setstate__, (3, (), {}, None))
attempt(partial(len, 1, 2))
attempt(lambda: partial(show).method)


class Owner:
    plain = partial(show, 1)


print(Owner().plain(2), Owner.plain(3))


def deep(n):
    return n and partial(deep, n - 1)()


print(deep(200))
