# return needs a function.
x = 1
return x
