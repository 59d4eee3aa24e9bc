# What can't be awaited, and where it came from.
class Number:
    def __await__(self):
        return 5


class Manager:
    def __aenter__(self):
        return 5

    async def __aexit__(self, *exception):
        pass


class Leaves(Manager):
    async def __aenter__(self):
        pass

    def __aexit__(self, *exception):
        return 7


class Items:
    def __aiter__(self):
        return self

    def __anext__(self):
        return 3


async def awaits():
    await Number()


async def enters():
    async with Manager():
        pass


async def leaves():
    async with Leaves():
        pass


async def iterates():
    async for _ in Items():
        pass


for function in (awaits, enters, leaves, iterates):
    try:
        function().send(None)
    except TypeError as error:
        print(error, '|', repr(error.__cause__))
