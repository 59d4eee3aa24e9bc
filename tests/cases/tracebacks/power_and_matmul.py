# More operators.
try:
    0 ** -1
except ZeroDivisionError as error:
    print(error)
x = [1]
y = 1 + (x @ x)
