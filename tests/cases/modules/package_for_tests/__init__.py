# A package.
base = 7
