"""One place in the program sees instances of many classes, each with its attributes elsewhere."""


def make(number):
    class Some:
        kind = number

        def __init__(self):
            for at in range(number):
                setattr(self, f"filler{at}", at)
            self.value = number * 10

        def get(self):
            return self.value

        @property
        def twice(self):
            return self.value * 2

    return Some()


things = [make(number) for number in range(12)]


def all_of(thing):
    thing.value += 1
    return thing.value, thing.get(), thing.twice, thing.kind


for _ in range(3):
    print([all_of(thing) for thing in things])
