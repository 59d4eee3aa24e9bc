# Equal numbers are one key; hashes of tuples, strings, None.
d = {1: "int", 1.0: "float", True: "bool"}
print(d)
d = {None: 0, (1, 2): 1, "s": 2, 2.5: 3, b"b": 4, frozenset([1]): 5, int: 6, ...: 7}
print(d[None], d[(1, 2)], d["s"], d[2.5], d[b"b"], d[frozenset([1])], d[int], d[...])
for bad in ([], {}, set(), (1, [])):
    try:
        d[bad] = 1
    except TypeError as error:
        print(error)
big = {i: i * i for i in range(10000)}
for i in range(0, 10000, 2): del big[i]
print(len(big), big[9999], 2 in big, sum(big))
