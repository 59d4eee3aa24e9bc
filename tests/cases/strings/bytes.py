# bytes and bytearray.
b = b"hello\x00\xff"
print(b, len(b), b[0], b[1:3], list(b[:3]), b.hex(), bytes.fromhex("6869"), b"a" + b"b", b"ab" * 2, b"l" in b, 104 in b)
print("é€".encode(), "é".encode("latin-1"), b"\xc3\xa9".decode(), b"\xff".decode("latin-1"), b"\xff".decode(errors="replace"), "é".encode("ascii", "ignore"))
print(b"a,b".split(b","), b"abc".upper(), b"abc".replace(b"b", b"x"), b"abc".find(b"c"), b" x ".strip(), b"-".join([b"a", b"b"]), b"abc".startswith(b"ab"))
a = bytearray(b"abc")
a[0] = 120
a.append(33)
a += b"??"
print(a, bytes(a), len(a), a == b"xbc!??", bytes(3), bytes([1, 2]), b"a" < b"b", hash(b"a") == hash(b"a"))
