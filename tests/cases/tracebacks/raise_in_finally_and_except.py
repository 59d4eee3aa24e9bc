# Context of context.
try:
    try:
        raise KeyError("first")
    except KeyError:
        raise ValueError("second")
    finally:
        print("cleanup")
except ValueError as error:
    raise error
