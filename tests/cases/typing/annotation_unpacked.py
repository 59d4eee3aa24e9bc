# `*args: *Ts` does not disturb the annotations beside it.
def f(*args: *(int,), name: str) -> bool: ...


print(f.__annotations__)
