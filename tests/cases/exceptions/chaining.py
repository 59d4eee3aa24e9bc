# __cause__, __context__ and __suppress_context__.
try:
    try:
        1 / 0
    except ZeroDivisionError as first:
        raise ValueError("second") from first
except ValueError as error:
    print(repr(error.__cause__), error.__cause__ is error.__context__, error.__suppress_context__)
try:
    try:
        1 / 0
    except ZeroDivisionError:
        raise ValueError("second")
except ValueError as error:
    print(error.__cause__, repr(error.__context__), error.__suppress_context__)
try:
    try:
        1 / 0
    except ZeroDivisionError:
        raise ValueError("second") from None
except ValueError as error:
    print(error.__cause__, repr(error.__context__), error.__suppress_context__)
try:
    raise ValueError from 5
except TypeError as error:
    print(error)
