# The name of `except ... as` is gone after the block.
try:
    1 / 0
except ZeroDivisionError as error:
    pass
try:
    error
except NameError as e:
    print(e)
error = "before"
try:
    raise ValueError
except ValueError as error:
    error = "rebound"
print("error" in globals())
