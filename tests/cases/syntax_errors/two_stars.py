# Two stars in one target.
a, *b, *c = x
