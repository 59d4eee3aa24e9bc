# Which variable an assignment means.
count = 0
def bump():
    global count, made_here
    count += 1
    made_here = "yes"
bump(); bump()
print(count, made_here)
def counter():
    n = 0
    def step():
        nonlocal n
        n += 1
        return n
    return step
a, b = counter(), counter()
print(a(), a(), b(), a())
