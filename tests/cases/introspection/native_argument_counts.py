# How many arguments built-in functions take, in their own words.
def attempt(function):
    try:
        print(function())
    except TypeError as error:
        print(error)


attempt(lambda: sorted())
attempt(lambda: sorted([], 1))
attempt(lambda: [].sort(1))
attempt(lambda: pow(1))
attempt(lambda: sum())
attempt(lambda: sum([], 1, 2))
attempt(lambda: round())
attempt(lambda: open())
attempt(lambda: exec())
attempt(lambda: compile())
attempt(lambda: __import__())
attempt(lambda: property(1, 2, 3, 4, 5))
attempt(lambda: 'a'.split(1, 2, 3))
attempt(lambda: dict.fromkeys())
