# types.coroutine marks a generator function; other callables are wrapped.
import types


def steps():
    got = yield 1
    return got


marked = types.coroutine(steps)
print(marked is steps, hex(steps.__code__.co_flags & 0x120))


async def main():
    return await marked()


it = main()
print(it.send(None))
try:
    it.send('done')
except StopIteration as stop:
    print(stop.value)
