# A coroutine that waits can't be awaited by another one.
import types


@types.coroutine
def pause():
    yield 'paused'


async def work():
    await pause()


async def other(coroutine):
    await coroutine


started = work()
print(started.send(None), type(started.cr_await).__name__)
try:
    other(started).send(None)
except RuntimeError as error:
    print(error)
started.close()
