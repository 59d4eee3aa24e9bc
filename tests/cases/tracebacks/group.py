# A group is a tree.
def make(n):
    try:
        raise ValueError(n)
    except ValueError as error:
        return error
raise ExceptionGroup("several", [make(1), TypeError("two"), ExceptionGroup("inner", [make(3)])])
