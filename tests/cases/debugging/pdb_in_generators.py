# Stepping over and into generators: their ends are shown to the loops that wait for them.
import asyncio
import io
import os
import pdb
import sys


class Out(io.StringIO):
    real = sys.stdout

    def write(self, text):
        self.real.write(text.replace(os.path.dirname(os.path.abspath(__file__)), '$HERE'))


def stop(commands):
    pdb.Pdb(stdin=io.StringIO(commands), stdout=Out(), nosigint=True, readrc=False).set_trace(sys._getframe().f_back)


def numbers():
    yield 1
    yield 2
    return 3


def loop():
    stop('s\ns\nn\nn\nn\nn\nn\nc\n')
    for number in numbers():
        print(number)
    print('end')


def until():
    stop(f's\nunt {numbers.__code__.co_firstlineno + 3}\ns\ns\nc\n')
    for number in numbers():
        print(number)


def outer():
    got = yield from numbers()
    print('got', got)


def delegates():
    stop('s\ns\nn\nn\nn\nn\nc\n')
    for number in outer():
        print(number)


async def task():
    await asyncio.sleep(0)
    await asyncio.sleep(0)


async def main():
    stop('s\ns\nn\nn\nn\ns\nc\n')
    await task()


loop()
until()
delegates()
asyncio.run(main())
