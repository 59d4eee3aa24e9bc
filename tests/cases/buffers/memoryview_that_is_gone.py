# A view that nobody can reach does not keep a bytearray from growing.
def look(data):
    return sum(memoryview(data))


data = bytearray(b'abc')
total = 0
for _ in range(50):
    total += look(data)
    data.append(1)
print(len(data), total)
data.extend(memoryview(data).tolist())
data += bytes(memoryview(data)[:2])
print(len(data))
