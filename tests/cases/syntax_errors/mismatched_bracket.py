# Brackets must match.
x = (1, 2]
