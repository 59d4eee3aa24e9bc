# The methods of str.
s = "Hello, World"
print(s.upper(), s.lower(), s.title(), s.swapcase(), s.capitalize(), s.casefold())
print(s.find("o"), s.rfind("o"), s.find("z"), s.index("W"), s.count("l"), s.startswith("He"), s.endswith(("x", "ld")))
print(s.replace("l", "L"), s.replace("l", "L", 1), s.split(), s.split(", "), "a,b,,c".split(","), "a b  c".split(" "), " a  b ".split(), "a,b,c".split(",", 1), "a,b,c".rsplit(",", 1))
print("  x ".strip(), "xxaxx".strip("x"), "xxa".lstrip("x"), "axx".rstrip("x"), "prefix-x".removeprefix("prefix-"), "x.py".removesuffix(".py"))
print("-".join(["a", "b"]), "ab".center(6, "*"), "ab".ljust(4) + "|", "ab".rjust(4), "42".zfill(5), "-42".zfill(5))
print("a=b=c".partition("="), "a=b=c".rpartition("="), "abc".partition("x"), "a\nb\r\nc".splitlines(), "a\nb".splitlines(True))
print("abc".isalpha(), "12".isdigit(), "a1".isalnum(), " \t".isspace(), "Ab".istitle(), "ab".islower(), "AB".isupper(), "a_1".isidentifier(), "½".isnumeric(), "".isalpha())
print("abc".translate({97: "A", 98: None}), "abc".translate(str.maketrans("ab", "xy")), "a\tb".expandtabs(4), "äß".upper(), "ǅ".lower())
