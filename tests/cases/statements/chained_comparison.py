# a < b < c evaluates b once, and stops at the first that is false.
def value(n):
    print("value", n)
    return n
print(value(1) < value(2) < value(3))
print(value(3) < value(2) < value(1))
print(1 < 2 > 1 == 1 != 2)
print(1 in [1] == True, (1 in [1]) == True)
x = 5
print(0 <= x < 10, not 0 <= x < 5)
