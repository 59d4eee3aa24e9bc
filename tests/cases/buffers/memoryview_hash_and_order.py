print(hash(memoryview(b'abc')) == hash(b'abc'), {memoryview(b'k'): 1}[memoryview(b'k')])
for view in memoryview(bytearray(b'abc')), memoryview(b'abcd').cast('i'), memoryview(bytearray(2)).toreadonly():
    try:
        hash(view)
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
try:
    memoryview(b'a') < memoryview(b'b')
except TypeError as error:
    print(error)
print(memoryview(b'ab') == 'ab', memoryview(b'ab') in [b'ab'])
print(memoryview(b'\0\0\x80?').cast('f') == memoryview(b'\1\0\0\0').cast('i'))
