# Subclasses of StringIO: their methods are used by iteration and print, their attributes pickled.
import io
import pickle


class Loud(io.StringIO):
    def readline(self, *size):
        return super().readline(*size).upper()

    def write(self, text):
        return super().write(text + '!')


s = Loud('a\nb\n')
s.note = 3
print(list(s))
print('x', 1, file=s)
print(repr(s.getvalue()), s.seek(0), s.readlines(), s.__dict__)
s.write = len
print('gone', file=s)
print(repr(s.getvalue()))
print(isinstance(s, io.TextIOBase), isinstance(io.StringIO(), io.IOBase), io.StringIO)

plain = io.StringIO('abc')
plain.read(1)
plain.note = [1]
print(plain.__getstate__())
again = pickle.loads(pickle.dumps(plain))
print(again.read(), again.note, type(again) is io.StringIO)
for state in (3, ('a', 'b', 1), ('xyz', '\n', -1, None), ('xyz', '\n', 1, 5), ('xyz', '\n', 'a', None)):
    try:
        plain.__setstate__(state)
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
plain.__setstate__(('xyz', '\n', 1, {'more': 1}))
print(plain.read(), plain.more, plain.__init__('new'), plain.read())
new = io.StringIO.__new__(io.StringIO)
for act in (new.read, lambda: new.write('x'), lambda: new.closed):
    try:
        act()
    except ValueError as error:
        print(error)
