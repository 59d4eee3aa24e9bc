# A unary operator.
value = 1 + -"x"
