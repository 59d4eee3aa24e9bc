# A chain of three.
def f():
    try:
        try:
            int("x")
        except ValueError as error:
            raise TypeError("second") from error
    finally:
        {}["third"]
f()
