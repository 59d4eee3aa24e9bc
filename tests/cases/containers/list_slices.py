# Slices of lists, read, assigned and deleted.
l = list(range(10))
print(l[2:5], l[:3], l[-3:], l[::3], l[::-1], l[8:2:-2], l[5:5], l[-100:100])
l[2:4] = ["a", "b", "c"]; print(l)
l[::3] = ["x"] * len(l[::3]); print(l)
l[1:1] = [100]; print(l)
l[:] = l[:4]; print(l)
del l[1:3]; print(l)
l[len(l):] = [1, 2]; print(l)
try:
    l[::2] = [1]
except ValueError as error:
    print(error)
try:
    l[0:1] = 5
except TypeError as error:
    print(error)
l[0:0] = l; print(l)
