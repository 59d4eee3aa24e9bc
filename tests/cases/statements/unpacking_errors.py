# How many values there were, and how many were expected.
def attempt(text):
    try:
        exec(text)
    except Exception as error:
        print(type(error).__name__, error)
attempt("a, b = 1, 2, 3")
attempt("a, b, c = 1, 2")
attempt("a, *b, c = [1]")
attempt("a, b = 5")
attempt("a, b = None")
attempt("a, b = iter([1, 2, 3])")
attempt("a, b = {}")
