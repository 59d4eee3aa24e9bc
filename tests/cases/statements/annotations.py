# Annotations of variables are kept, not enforced.
x: int = "not an int"
y: list[int]
print(x, __annotations__)
try:
    y
except NameError as error:
    print(error)
def f(a: int, *, b: str = "b") -> None: pass
print(f.__annotations__)
class C:
    n: int = 1
    m: "later"
print(C.__annotations__, C.n)
(z): int = 3
print(z, "z" in __annotations__)
