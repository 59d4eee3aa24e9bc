import random


class Floats(random.Random):
    def random(self):
        return 0.5


class Bits(random.Random):
    def getrandbits(self, k):
        return 1


print(Floats().randrange(10), Floats().choice('abc'), Bits().randrange(10), Bits().choice([1, 2, 3]))
