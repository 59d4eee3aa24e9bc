# An indent from nowhere.
x = 1
  y = 2
