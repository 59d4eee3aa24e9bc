# The operator between parentheses.
a, b = 1, 0
c = (a + 1) / (b) + 1
