# A character that is none of Python's.
x = 5 ? 3
