squares = [x * x for x in range(10) if x]


def captured(items):
    functions = [lambda: x for x in items]
    pairs = {x: y for x in items for y in x}
    return functions, pairs, sum(x for x in items if x)


class Body:
    size = 3
    cells = {size for size in [size]}
