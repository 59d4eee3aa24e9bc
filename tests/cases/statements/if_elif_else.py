# The first true branch runs, and only that one.
def size(n):
    if n < 0:
        return "negative"
    elif n == 0:
        return "zero"
    elif n < 10:
        return "small"
    else:
        return "large"

for n in (-5, 0, 7, 70):
    print(n, size(n))
if None: print("no")
if []: print("no")
elif "": print("no")
else: print("empty things are false")
