# await needs an async function.
def f():
    await g()
