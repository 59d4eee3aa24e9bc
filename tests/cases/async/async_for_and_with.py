# Asynchronous iteration and context managers.
def run(coro):
    try:
        while True: coro.send(None)
    except StopIteration as stop:
        return stop.value
class Count:
    def __init__(self, n): self.n = n
    def __aiter__(self): return self
    async def __anext__(self):
        if self.n == 0: raise StopAsyncIteration
        self.n -= 1
        return self.n
class M:
    async def __aenter__(self):
        print("enter")
        return self
    async def __aexit__(self, *a): print("exit", a[0])
async def agen(n):
    for i in range(n): yield i
async def main():
    async with M() as m:
        async for x in Count(3): print(x)
        else: print("else")
    print([x async for x in agen(3)], {x: 1 async for x in agen(2)})
    return "done"
print(run(main()))
