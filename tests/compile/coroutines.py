def generator(items):
    x = yield
    y = yield x
    yield from items
    return y


async def coroutine(manager, items):
    async with manager as m:
        await m
    async for item in items:
        print(item)
    return [x async for x in items if await x]


async def asynchronous_generator():
    yield 1
