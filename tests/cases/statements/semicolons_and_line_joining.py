# Several statements on a line, and one on several.
a = 1; b = 2; print(a, b)
total = a + \
    b
print(total)
values = [
    1,
    2,  # a comment inside

    3,
]
print(values, (1 +
  2))
if True: x = 1; y = 2
print(x, y)
print("one "
      "two "
      'three')
