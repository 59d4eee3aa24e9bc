# Lambdas are shown as <lambda>.
f = lambda x: x.missing
print(list(map(f, [1])))
