# What the clauses of except* reraise finds back into one group.
try:
    try:
        raise ExceptionGroup('eg', [TypeError(1), ExceptionGroup('in', [ValueError(2), KeyError(3)])])
    except* TypeError:
        raise
    except* ValueError:
        raise
except ExceptionGroup as group:
    print(repr(group))
try:
    try:
        raise ExceptionGroup('eg', [TypeError(1), ValueError(2), OSError(3)])
    except* TypeError:
        raise
    except* ValueError:
        raise KeyError('new')
except ExceptionGroup as group:
    print(repr(group))
