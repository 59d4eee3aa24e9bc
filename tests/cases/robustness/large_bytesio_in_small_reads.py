# Each read used to copy the whole buffer.
import io

file = io.BytesIO(bytes(20_000_000))
print(sum(len(file.read(1)) for _ in range(1000)))
