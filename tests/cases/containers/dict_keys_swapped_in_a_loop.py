# Whether a loop that swaps keys meets the new ones depends on when the entries move: as in CPython.
def swap(d):
    passed = 0
    try:
        for k in d:
            d[k + 1000] = d.pop(k)
            passed += 1
            if passed > 500:
                break
    except RuntimeError as error:
        return passed, str(error), list(d)[:3]
    return passed, list(d)[:3]


for size in range(1, 45):
    print(size, swap({i: i for i in range(size)}), swap(dict.fromkeys(range(size))))
    copied = {i: i for i in range(size)}.copy()
    print(swap(copied), swap(dict(copied)))

words = {'a': 1, 'b': 2}
try:
    for word in words:
        words[word.upper()] = words.pop(word)
except RuntimeError as error:
    print(error, words)

d = dict.fromkeys('abc')
for i in range(3):
    print(d.popitem(), d)
    d[i] = 1
print(d, list(reversed(d)), list(reversed(d.items())), list(reversed(d.values())))
for kind in (d, d.keys(), d.values(), d.items()):
    print(type(reversed(kind)))
try:
    for item in reversed(d.items()):
        d[item] = 1
except RuntimeError as error:
    print(error)
