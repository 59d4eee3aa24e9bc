# Many objects that die together are told one after the other, and not from within each other; what dies
# while one of them is told is told at once.
import gc
import weakref


class Child:
    def __init__(self, number):
        self.number = number

    def __del__(self):
        print('child', self.number)


class Parent:
    def __init__(self, number):
        self.number = number
        self.child = Child(number)

    def __del__(self):
        print('parent', self.number)
        del self.child
        print('end of parent', self.number)


family = [Parent(1), Parent(2), Parent(3)]
family = None
print('all are gone')


class Value:
    pass


values = [Value() for _ in range(500)]
mapping = weakref.WeakValueDictionary(enumerate(values))
print(len(mapping))
values.clear()
gc.collect()
print(len(mapping))

deepest = told = depth = 0


class Asking:
    def __del__(self):
        global deepest, depth, told
        depth += 1
        told += 1
        deepest = max(depth, deepest)
        weakref.ref(Asking)()
        something = []
        something = None
        depth -= 1


many = [Asking() for _ in range(300)]
many.clear()
gc.collect()
print(told, deepest)


def outgrown():
    """The list leaves arrays behind that it has outgrown, with the same objects."""
    global told
    told = 0
    more = []
    for _ in range(300):
        more.append(Asking())
    more.clear()
    gc.collect()
    return told


print(outgrown())
