# A literal can't be assigned to.
5 = x
