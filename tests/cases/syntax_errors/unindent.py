# An unindent to no level.
if True:
        x = 1
    y = 2
