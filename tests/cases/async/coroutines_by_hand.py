# Coroutines driven by send.
async def inner(x):
    return x * 2
async def outer():
    a = await inner(3)
    b = await inner(a)
    return a + b
c = outer()
try:
    c.send(None)
except StopIteration as stop:
    print(stop.value)
class Wait:
    def __await__(self):
        got = yield "waiting"
        return got
async def waiter():
    return await Wait()
w = waiter()
print(w.send(None))
try:
    w.send("answer")
except StopIteration as stop:
    print(stop.value)
print(type(c).__name__)
