# The error used to come when nobody was left to hear it.
import os
import tempfile

with open('/dev/full', 'wb', 0) as file:
    try:
        file.write(b'a')
    except OSError as error:
        print(error)

path = os.path.join(tempfile.mkdtemp(), 'f')
file = open(path, 'wb', buffering=0)
file.write(b'abc')
print(os.stat(path).st_size)
file.close()
