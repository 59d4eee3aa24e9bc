# `for` with else, break, continue, and an empty iterable.
for x in []:
    pass
else:
    print("empty")
for x in range(5):
    if x == 1:
        continue
    if x == 4:
        break
    print(x)
else:
    print("never")
print("x is", x)
