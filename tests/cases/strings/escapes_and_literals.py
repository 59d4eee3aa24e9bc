# Escapes, raw strings, concatenation of literals.
print("a\tb\\n\x41\u00e9\U0001d11e\N{EURO SIGN}\101\0".encode())
print(r"raw\n", 'single "double"', "it's", """triple
line""", "a" "b" 'c')
print(repr("a\tb\n'\"\\\x00\x7fé\u200b\ud800"), repr('"'), repr("'"), ascii("é€"))
print("line \
continued")
