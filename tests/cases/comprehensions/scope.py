# The variable of a comprehension is its own; the rest is the function's.
x = "outer"
print([x for x in range(3)], x)
def f(k):
    return [k + i for i in range(3)]
print(f(10))
fs = [lambda: i for i in range(3)]
print([g() for g in fs])
def h():
    fs = [lambda: j for j in range(2)]
    j = "mine"
    return [g() for g in fs], j
print(h())
class C:
    n = 3
    items = [1, 2]
    doubled = [i * 2 for i in items]
    pairs = [(i, j) for i in items for j in range(i)]
print(C.doubled, C.pairs)
try:
    class D:
        n = 3
        bad = [n for _ in range(2)]
except NameError as error:
    print(error)
