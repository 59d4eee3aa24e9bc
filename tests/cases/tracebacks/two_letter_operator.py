# Operators of two letters.
a = 5
b = 1 + a // 0
