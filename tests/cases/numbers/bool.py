# bool is an int.
print(True, False, int(True), True + 1, isinstance(True, int), bool("False"), True is (1 == 1))
print(True and False, True | False, True ^ True, ~True if False else -2, [10, 20][True], {1: "a"}[True], f"{True} {True:d}")
print(bool(0), bool(0.0), bool(""), bool(()), bool(object()))
