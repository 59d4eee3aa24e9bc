# A triple-quoted string without an end.
x = """abc
def
