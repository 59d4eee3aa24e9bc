# The methods of dict; order is insertion order.
d = {"b": 1, "a": 2}
d["c"] = 3
print(d, list(d), list(d.values()), list(d.items()), len(d), "a" in d, d.get("z"), d.get("z", 0))
print(d.setdefault("a", 9), d.setdefault("n", []), d.pop("b"), d.pop("zz", None), d.popitem(), d)
d.update({"x": 1}, y=2); d.update([("z", 3)])
print(d, dict(a=1), dict([("k", "v")]), dict.fromkeys("ab", 0), {**d, "a": 0}, d | {"q": 5}, list(reversed(d)))
d |= {"a": 100}
e = d.copy(); e.clear()
print(d, e, d == dict(d), {"a": 1, "b": 2} == {"b": 2, "a": 1}, d.keys() & {"a", "x"} == {"a", "x"})
del d["a"]
d["a"] = "again"
print(d)
ks, vs = d.keys(), d.values()
d["later"] = 1
print(ks, len(vs), ("later", 1) in d.items())
