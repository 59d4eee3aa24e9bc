# Each read used to copy the whole buffer.
import io

file = io.BytesIO(b'x' * 200_000)
count = 0
while file.read(1):
    count += 1
print(count)
