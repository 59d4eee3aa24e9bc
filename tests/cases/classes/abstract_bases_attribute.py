# What is no class but has __bases__ can stand in issubclass and isinstance.
class Like:
    def __init__(self, *bases):
        self.bases = bases

    @property
    def __bases__(self):
        return self.bases


root = Like()
leaf = Like(Like(), root)
print(issubclass(leaf, root), issubclass(root, leaf), isinstance(3, root))
for attempt in (lambda: issubclass(3, root), lambda: issubclass(int, 3), lambda: isinstance(1, 3)):
    try:
        attempt()
    except TypeError as error:
        print(error)


class Endless:
    @property
    def __bases__(self):
        return (self, self)


try:
    issubclass(Endless(), int)
except RecursionError as error:
    print('RecursionError')
