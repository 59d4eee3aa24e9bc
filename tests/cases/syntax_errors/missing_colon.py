# The usual mistake.
if True
    print(1)
