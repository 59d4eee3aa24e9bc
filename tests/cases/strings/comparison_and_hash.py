# Equal strings are equal however they were made.
a, b = "ab" + "c", "".join(["a", "bc"])
print(a == b, hash(a) == hash(b), {a: 1}[b], a in {b}, a is not None)
print("abc" == "abd", "a" != "b", "a" < "b" <= "b", sorted(["b", "a", "C", "é", "10", "9"]))
d = {}
for i in range(1000): d["k" + str(i)] = i
print(sum(d["k" + str(i)] for i in range(1000)), len(d))
