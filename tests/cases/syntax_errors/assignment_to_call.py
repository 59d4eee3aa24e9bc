# Nor can a call.
f(x) = 1
