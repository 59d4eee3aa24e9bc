# The line is where the failing part is.
print(
    1,
    2 + "x",
    3,
)
