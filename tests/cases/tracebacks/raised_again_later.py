# An exception object that is raised twice collects levels.
saved = None
def first():
    raise ValueError("again")
try:
    first()
except ValueError as error:
    saved = error
def second():
    raise saved
second()
