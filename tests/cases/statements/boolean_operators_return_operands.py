# `and` and `or` give one of their operands.
print(0 or "x", 1 or "x", 0 and "x", 1 and "x")
print(None or [] or {} or "last")
print(1 and 2 and 3, 1 and 0 and 3)
print(not 0, not 1, not "", not [0])
def shown(x):
    print("shown", x)
    return x
shown(0) or shown(1) and shown(2)
print(bool([]), bool([[]]), bool(0.0), bool("0"))
