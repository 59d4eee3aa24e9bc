# Indexing counts code points, from both ends.
s = "héllo wörld €𝄞"
print(len(s), s[0], s[1], s[-1], s[-2], s[1:4], s[::-1], s[::2], s[5:], s[:-5], s[10:2], s[100:])
print(s[slice(1, 5, 2)], s[-3:], "abc"[-3], "a" * 3, 3 * "ab", "x" * 0, "x" * -1)
print("b" in "abc", "" in "abc", "z" not in "abc", "abc" < "abd", "Z" < "a", "a" < "aa", "é" > "z")
print(list("añ€"), tuple("ab"), [ord(c) for c in "añ€𝄞"], chr(8364), "".join(reversed("abc")))
