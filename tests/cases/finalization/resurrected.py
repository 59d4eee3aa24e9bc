# An object that comes back to life is told once.
class A:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print('del', self.name)


# resurrection
saved = []


class R:
    def __del__(self):
        print('resurrected')
        saved.append(self)


r = R()
del r
print(len(saved))
saved.clear()
print('not again')
