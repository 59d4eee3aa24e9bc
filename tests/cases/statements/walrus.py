# := binds and gives a value.
if (n := len("hello")) > 3:
    print(n)
while (line := input_lines.pop() if (input_lines := globals().setdefault("input_lines", ["c", "b", "a"])) else None):
    print(line)
print([y := 1, y ** 2, y + 10])
print([last := x for x in range(3)], last)
def f():
    return (z := 5) + z
print(f())
print(any((hit := w) == "b" for w in "abc"), hit)
