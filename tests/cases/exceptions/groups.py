# except* takes a group apart.
def f(group):
    try:
        raise group
    except* ValueError as g:
        print("values", g.exceptions)
    except* (TypeError, KeyError) as g:
        print("types", g.exceptions)
    else:
        print("nothing")
    finally:
        print("finally")
f(ExceptionGroup("g", [ValueError(1), TypeError(2), ValueError(3)]))
try:
    f(ExceptionGroup("g", [ValueError(1), OSError(2)]))
except ExceptionGroup as rest:
    print(repr(rest))
g = ExceptionGroup("top", [ValueError(1), ExceptionGroup("in", [KeyError(2), ValueError(3)])])
match, rest = g.split(ValueError)
print(repr(match), repr(rest))
print(repr(g.subgroup(KeyError)), g.message, len(g.exceptions))
try:
    ExceptionGroup("empty", [])
except ValueError as error:
    print(error)
