# A number with letters.
x = 12abc
