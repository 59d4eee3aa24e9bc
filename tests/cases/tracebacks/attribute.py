# The attribute access is marked.
class A:
    b = None
value = A.b.c.d + 1
