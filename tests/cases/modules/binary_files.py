import os

name = f'binary_files_{os.getpid()}.tmp'
try:
    with open(name, 'wb') as file:
        print(file.write(memoryview(b'hello ')), file.write(bytearray(b'world')))
    with open(name, 'rb') as file:
        print(file.peek()[:5], file.read(1))
        buffer = bytearray(4)
        print(file.readinto(buffer), buffer, file.read(), file.readinto(buffer))
        for attempt in lambda: file.readinto(b'abc'), lambda: file.readinto(5):
            try:
                attempt()
            except TypeError as error:
                print(error)
finally:
    os.remove(name)
