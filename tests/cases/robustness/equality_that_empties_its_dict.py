# A lookup used to look at an entry again that was not there any more.
class Emptying:
    def __init__(self, mapping):
        self.mapping = mapping

    def __hash__(self):
        return 1

    def __eq__(self, other):
        self.mapping.clear()
        return False


d = {}
for count in (1, 12):
    for number in range(count):
        d[number + 100] = number
    d[Emptying(d)] = 1
    d[Emptying(d)] = 2
    print(len(d))
