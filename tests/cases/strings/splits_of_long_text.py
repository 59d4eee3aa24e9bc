"""Fields are counted before the list is made; garbage is collected for a large result."""

text = " ".join(["w" + str(i) for i in range(97)] * 413)
words = text.split()
print(len(words), words[0], words[-1], text.split(" ") == words, text.split(None, 2)[2] == text[6:])
lines = text.replace(" ", "\n").splitlines(True)
print(len(lines), repr(lines[1]), "".join(lines) == text.replace(" ", "\n"))
print([len(part) for part in text.split("w1 ", 3)], text.rsplit("w1 ", 1)[1][:10])
data = text.encode()
print(len(data.split()), data.split(b" ", 1)[0], len(bytearray(data).splitlines()), "é,ü,".split(","), "a--b".split("--", 0))
