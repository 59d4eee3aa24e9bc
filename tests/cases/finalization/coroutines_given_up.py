# A coroutine that nobody resumes any more is closed; one that was never started is warned of.
import asyncio
import sys


class Pause:
    def __await__(self):
        yield 'paused'


async def worker(name):
    try:
        await Pause()
    finally:
        print(name, 'is closed')


waiting = worker('first')
print(waiting.send(None))
del waiting
print('after del')

waiting = worker('second')
print(waiting.send(None))
waiting = None
print('after None')

worker('never')
print('after a coroutine that nobody awaited')


async def numbers():
    try:
        yield 1
        yield 2
    finally:
        print('numbers end')


async def first_of_numbers():
    async for number in numbers():
        print(number)
        break


asyncio.run(first_of_numbers())


async def leave_open():
    global left
    left = numbers()
    print(await anext(left))


asyncio.run(leave_open())
print('the loop has closed what was left open')
try:
    left.asend(None).send(None)
except StopAsyncIteration:
    print('it is at its end')

# The hooks, by hand.
print(sys.get_asyncgen_hooks())


def began(generator):
    print('began', generator.__name__)


def given_up(generator):
    print('given up', generator.__name__)


sys.set_asyncgen_hooks(began, finalizer=given_up)
print(sys.get_asyncgen_hooks().firstiter is began)
by_hand = numbers()
for _ in range(2):
    try:
        by_hand.__anext__().send(None)
    except StopIteration as result:
        print(result.value)
del by_hand
print('after del')
sys.set_asyncgen_hooks(None, None)
try:
    sys.set_asyncgen_hooks(finalizer=1)
except TypeError as error:
    print(error)

by_hand = numbers()
try:
    by_hand.__anext__().send(None)
except StopIteration as result:
    print(result.value)
del by_hand
print('closed without a hook')

still_there = worker('at the end')
still_there.send(None)
