# Line numbers count comments and blank lines.

# one

def f():

    # two
    return [][0]  # three


f()
