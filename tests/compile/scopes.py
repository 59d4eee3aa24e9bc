counter = 0


def outer(a, b):
    global counter
    local = [a + item for item in b]

    def inner():
        nonlocal b
        b = local

    return inner


class Class:
    __private = counter

    def method(self, default=__private):
        return super().method(lambda: self)
