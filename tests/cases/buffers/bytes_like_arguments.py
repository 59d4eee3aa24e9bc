# What takes bytes takes views and arrays too.
from array import array

view, numbers = memoryview(b'12'), array('B', b'34')
print(b'x'.join([view, numbers]), b'a' + view, bytearray(b'a') + numbers)
print(int(view), float(numbers), int.from_bytes(view, 'big'), b'0123' .find(view), numbers in [numbers])
print(bytes(numbers), bytearray(view), str(view, 'ascii'), b'%b' % view, b'12ab'.startswith(view))
print(b'ab'.translate(None, memoryview(b'a')), bytes.maketrans(view, numbers)[ord('1')])
data = bytearray(b'....')
data[1:3] = numbers
print(data)
