# * and ** in calls, several of each.
def f(*a, **k): return a, k
print(f(*[1, 2], 3, *(4,), *"ab"))
print(f(**{"a": 1}, b=2, **{"c": 3}))
print(f(*range(3), x=1, *[9]))
print([*range(3), *"ab"], (*[1], 2), {*[1], 1}, {**{"a": 1}, "b": 2, **{"a": 3}})
print(max(*[3, 9, 2]), "-".join(*[["a", "b"]]))
