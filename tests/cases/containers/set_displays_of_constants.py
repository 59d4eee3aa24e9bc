# A set of constants is the copy of a frozenset: the items' order is that of its table.
print({1, 2, 3, 4, 16}, {1, -345.55, 7}, {False, 1.5, 7, 583.0}, {2, 1}, {7, 1, 7.0, True})
print({123456789.123, 1.8013641050686102e-268, 1.0317978229305153e+86, 7})
print({10, 20, 30, 40, 50} - {20}, {1, 5, 9} ^ {5, 7}, [*{3, 11, 19, 27}], {*range(20, 10, -1)})
for item in {64, 1, 2, 3, 4, 33}:
    print(item, end=' ')
print([item for item in {16, 8, 0, 24, 32}], {item for item in {16, 8, 0, 24, 32}})
x = 16
print({1, 2, 3, 4, x}, {1, 2, 3, 4, 16} == {x, 1, 2, 3, 4})


def fresh():
    made = {5, 13, 21}
    made.add(29)
    return made


print(fresh(), fresh(), fresh() is fresh())
print({(1, 2), (3,), 4.5, None} == {4.5, None, (3,), (1, 2)}, 3 in {1, 2, 3})
