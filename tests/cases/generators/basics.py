# A generator runs when it is asked.
def count(n):
    print("start")
    for i in range(n):
        yield i
    print("end")
g = count(2)
print("made")
print(next(g), next(g))
try:
    next(g)
except StopIteration as error:
    print("stopped", error.value)
print(list(count(3)), sum(count(4)))
def empty():
    return
    yield
print(list(empty()))
