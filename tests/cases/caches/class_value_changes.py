"""An attribute of a class that changes is read anew, by the class, by instances and by subclasses."""


class Counter:
    made = 0
    label = "a"

    def __init__(self):
        Counter.made += 1


class Special(Counter):
    pass


def look(item):
    return item.made, item.label, Special.label


for turn in range(6):
    item = Special() if turn % 2 else Counter()
    print(look(item), Special.made)
    if turn == 2:
        Counter.label = "b"
    if turn == 4:
        Special.label = "c"
del Special.label
print(look(item))
