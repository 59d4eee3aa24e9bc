# int, float, str, bool, list, tuple, dict, set of many things.
print(int(3.7), int("5"), float(2), float("1.5"), str(1.5), str(None), bool([]), list("ab"), list({"k": 1}), tuple(range(3)), dict([(1, 2)]), set([1, 1]) == {1})
print(repr("a'b"), str("x"), ascii("é"), chr(97), ord("a"), bin(5), hex(255), oct(8), abs(-3), abs(-2.5), round(3.14159, 2), divmod(17, 5), pow(2, 5), pow(2, 5, 7))
print(list(), tuple(), dict(), str(), int(), float(), bool(), list(map(int, "123")), str(b"x", "utf-8"), str([1]), format(5, "03"), hash("a") == hash("a"))
