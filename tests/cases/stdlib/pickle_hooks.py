# Picklers with hooks are asked about every object; the memo lives as long as the pickler.
import io
import pickle


class Point:
    def __init__(self, x):
        self.x = x


class Listed(list):
    pass


class Persistent(pickle.Pickler):
    def persistent_id(self, obj):
        return 'five' if obj == 5 else None


class Loader(pickle.Unpickler):
    def persistent_load(self, pid):
        return (pid,)

    def find_class(self, module, name):
        print('find', name)
        return super().find_class(module, name)


class Reducing(pickle.Pickler):
    def reducer_override(self, obj):
        return (str, ('over',)) if isinstance(obj, Point) else NotImplemented


file = io.BytesIO()
Persistent(file).dump([1, 5, (5,), len])
file.seek(0)
print(Loader(file).load())
file = io.BytesIO()
Reducing(file).dump([1, Point(3), 'x'])
print(pickle.loads(file.getvalue()))

extended = Listed([1, 2])
extended.note = 3
again = pickle.loads(pickle.dumps([extended, extended]))
print(again, again[0].note, again[0] is again[1], type(again[0]))

file = io.BytesIO()
pickler, items = pickle.Pickler(file), [1]
pickler.dump(items)
pickler.dump(items)
file.seek(0)
loader = pickle.Unpickler(file)
print(loader.load() is loader.load())
