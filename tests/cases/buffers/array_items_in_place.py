# Items of an array are stored where they are, also while its bytes are lent.
from array import array

a = array('h', [1, 2, 3])
view = memoryview(a)
a[0], a[-1] = -5, 32767
print(a, view.tolist(), a[-3])
for index, value in ((0, 32768), (0, -32769), (3, 1), (-4, 1), (0, 1.5), (0, 'x'), ('x', 1), (True, 7), (2**70, 1)):
    try:
        a[index] = value
        print('stored', a[index])
    except Exception as error:
        print(type(error).__name__, error)
for code in 'bBHiIlLqQfd':
    a = array(code, [1, 2])
    a[1] = 100
    a[0] = True
    print(code, a[0], a[1], a.tobytes() == array(code, [1, 100]).tobytes())
d = array('d', [0.0])
for value in (1.5, -0.0, 1e300, 3, 2**60, float('inf')):
    d[0] = value
    print(d[0])


class A(array):
    def __getitem__(self, index):
        return 'own'


print(A('i', [1])[0])
