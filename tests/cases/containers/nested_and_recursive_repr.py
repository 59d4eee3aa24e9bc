# A container in itself is shown as dots.
l = [1]; l.append(l); print(l)
d = {}; d["self"] = d; print(d)
t = ([],); t[0].append(t); print(t)
print([[1, [2, {"a": (3,)}]], {"k": [None, True, 1.5, "s", b"b"]}])
print(str([1, "a"]), repr({"a": "b"}), [""], ["'"], {1: [2]}, set(), frozenset(), (), [], {})
