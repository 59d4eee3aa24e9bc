# A byte within a character is no line break, whatever it looks like.
for text in ("\u200b", "\u2028", "Å", "\u0085", "aÅb\u2029c", "\U0001f605\n\U00010085", "\u208a\u218b\r\n\u2080", "ऊ", "अ\x1cआ"):
    print(ascii(text.splitlines()), ascii(text.splitlines(True)))
for code in range(0x80, 0x3000, 1):
    if len(chr(code).splitlines(True)) != 1 or len((chr(code) + "x").splitlines()) != 1:
        print(hex(code))
