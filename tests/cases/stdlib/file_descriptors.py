# Files by number.
import os

read, write = os.pipe()
print(os.write(write, b'data'))
os.close(write)
print(os.read(read, 10), os.read(read, 10))
with os.fdopen(os.dup(read), 'rb') as file:
    print(file.read())
os.close(read)
for wrong in (lambda: os.read(read, 1), lambda: os.open('/nonexistent/x', os.O_RDONLY), lambda: os.close(-1)):
    try:
        wrong()
    except OSError as error:
        print(error)
