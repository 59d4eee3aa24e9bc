# Python code called by a builtin.
def key(x):
    return x["size"]
sorted([{"size": 1}, {}], key=key)
