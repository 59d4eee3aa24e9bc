# Who reads takes turns, and a writer in the same process can go on meanwhile.
import os
import threading
import time

r, w = os.pipe()
pipe = os.fdopen(r, 'rb', buffering=0)
got = []
readers = [threading.Thread(target=lambda: got.append(pipe.read(1))) for _ in range(3)]
for reader in readers:
    reader.start()
time.sleep(.05)
for _ in range(3):
    os.write(w, b'x')
    sorted(range(100000))
for reader in readers:
    reader.join()
print(got)

# Writers wait for a reader, with what a pipe has no room for.
r, w = os.pipe()
pipe = os.fdopen(w, 'wb', buffering=0)
writers = [threading.Thread(target=lambda: [pipe.write(b'x' * 60000) for _ in range(3)]) for _ in range(3)]
for writer in writers:
    writer.start()
count = 0
while count < 9 * 60000:
    count += len(os.read(r, 5000))
for writer in writers:
    writer.join()
print(count)

# Opening a file does not wait for what is to be written to a full pipe.
r, w = os.pipe()
os.write(w, b'x' * 65536)
pipe = os.fdopen(w, 'w')
pipe.write('pending')
open('/dev/null').close()
os.read(r, 65536)
pipe.close()
print(os.read(r, 10))
