# Arguments that are no sequence.
def f(*a): pass
f(1, *2)
