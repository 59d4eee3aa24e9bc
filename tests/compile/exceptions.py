def clauses(f):
    try:
        f()
    except (KeyError, ValueError) as e:
        return e
    except OSError:
        raise
    else:
        f(1)
    finally:
        f(2)


def ways_out(items):
    for item in items:
        try:
            if item:
                break
            continue
        finally:
            item()


def managers(a, b):
    with a as x, b:
        return x + 1


def groups(f):
    try:
        f()
    except* ValueError as e:
        f(e)
