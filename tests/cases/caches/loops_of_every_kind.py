"""for over ranges, lists, tuples and others, with continue, break and else; lists that change under the loop."""


def run(items):
    seen = []
    for item in items:
        if item == 2:
            continue
        if item == 5:
            break
        seen.append(item)
    else:
        seen.append("else")
    return seen


for items in (range(4), range(10, 0, -3), [1, 2, 3], (2, 2), [], (), range(0), {1: 2}, "25", iter([5]), (i for i in range(9))):
    print(run(items))
growing = [1]
for item in growing:
    if len(growing) < 5:
        growing.append(item + 1)
print(growing)
shrinking = [1, 2, 3, 4]
for item in shrinking:
    shrinking.pop()
print(shrinking)
for i in range(3):
    for i in (7, 8):
        pass
    print(i, end=" ")
print()


class Box:
    pass


box, slots = Box(), [0, 0]
for box.value in range(3):
    pass
for slots[1] in (4, 5):
    pass
print(box.value, slots, [x for y in [[1], [], [2, 3]] for x in y if x != 2])
