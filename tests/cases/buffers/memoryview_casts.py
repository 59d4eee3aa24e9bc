# A cast shows the same bytes as other items, or in more dimensions.
data = bytearray(range(16))
print(memoryview(data).cast('I').tolist())
print(memoryview(data).cast('h')[3], memoryview(data).cast('@q').format)
grid = memoryview(data).cast('B', [4, 4])
print(grid.shape, grid.strides, grid[1, 2], grid[-1, -1], len(grid), grid.tolist())
grid[0, 0] = 99
print(data[0], grid.tobytes('F')[:5], grid.cast('B').shape)
floats = memoryview(bytearray(8)).cast('f')
floats[1] = 1.5
print(floats.tolist(), bytes(floats))
view = memoryview(data)
for arguments in [('x',), (5,), ('i', [3]), ('B', [0]), ('B', 4)]:
    try:
        view.cast(*arguments)
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
for attempt in lambda: grid[0], lambda: grid[0, 0, 0], lambda: grid[9, 0], lambda: iter(grid), \
        lambda: view[::2].cast('b'), lambda: view.cast('i').cast('h'):
    try:
        attempt()
    except (NotImplementedError, TypeError, IndexError) as error:
        print(type(error).__name__, error)
