from array import array

numbers = array('h', [1, -2])
print(numbers.tobytes(), memoryview(numbers).tolist(), bytes(numbers))
numbers.frombytes(b'\x05\x00')
numbers.byteswap()
print(numbers, array('H', b'\1\0\2\0'))
view = memoryview(numbers)
view[0] = 7
print(numbers[0], view.format, view.itemsize, view.obj is numbers)
try:
    numbers.append(1)
except BufferError as error:
    print(error)
view.release()
numbers.append(1)
print(numbers)
