# In parts of expressions.
x = None
y = 1 if x else x.value or 5
