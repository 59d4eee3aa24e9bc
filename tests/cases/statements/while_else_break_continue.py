# `else` of a loop runs unless `break` left it.
def find(wanted, limit):
    n = 0
    while n < limit:
        n += 1
        if n % 2:
            continue
        if n == wanted:
            print("found", n)
            break
    else:
        print("not found", wanted)

find(4, 10)
find(5, 10)
n = 3
while n: n -= 1
else: print("done", n)
