# What kind of thing an object is.
import inspect
import sys


def gen():
    yield 1


async def co():
    pass


async def agen():
    yield 1


g = gen()
states = [inspect.getgeneratorstate(g)]
next(g)
states.append(inspect.getgeneratorstate(g))
g.close()
states.append(inspect.getgeneratorstate(g))
print(states)
for test in (inspect.isfunction, inspect.isgeneratorfunction, inspect.iscoroutinefunction,
             inspect.isasyncgenfunction, inspect.isbuiltin, inspect.isclass, inspect.ismodule, inspect.isroutine):
    print([test(it) for it in (gen, co, agen, len, int, sys, 5)])
