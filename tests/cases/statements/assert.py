# A failed assert raises with its message.
assert True
assert 1 == 1, "never evaluated" + 1 if False else "fine"
try:
    assert 1 == 2
except AssertionError as error:
    print(repr(error))
try:
    assert [], "empty"
except AssertionError as error:
    print(repr(error))
