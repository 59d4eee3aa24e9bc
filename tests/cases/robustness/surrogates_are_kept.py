# Half of a surrogate pair is a character like others until it is encoded.
half = "a\ud800b"
for text in (f"{half:>6}", f"{half:.2}", f"{half:_^7}", "%6s" % half, "{:<5}|".format(half), half.center(7)):
    print(ascii(text), len(text))
