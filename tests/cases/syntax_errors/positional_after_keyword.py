# Keywords come last.
print(a=1, 2)
