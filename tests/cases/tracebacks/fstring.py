# Inside an f-string.
name = "x"
print(f"{name} and {name.missing} and {1 + 1}")
