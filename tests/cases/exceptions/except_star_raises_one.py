# One exception raised where all was handled goes on alone.
try:
    try:
        raise ExceptionGroup('eg', [TypeError(1), ValueError(2)])
    except* (TypeError, ValueError):
        raise KeyError('new')
except KeyError as error:
    print(repr(error), repr(error.__context__))
try:
    try:
        raise ValueError(3)
    except* TypeError:
        pass
except ValueError as error:
    print(repr(error))
