# A list may grow while it is looped over; a dict must not.
items = [1, 2]
for item in items:
    if len(items) < 6:
        items.append(item * 10)
print(items)
d = {"a": 1}
try:
    for key in d:
        d[key + "x"] = 2
except RuntimeError as error:
    print(error)
s = {1}
try:
    for x in s:
        s.add(x + 1)
except RuntimeError as error:
    print(error)
