# A name that is nearly right.
counter = 0
print(countr)
