# The first of equals wins.
words = ["bb", "a", "cc", "d"]
print(max(words, key=len), min(words, key=len), max(1, 1.0), min([3, 1, 2], key=lambda x: -x), max("abc"), max({"a": 1, "b": 0}, key={"a": 1, "b": 0}.get))
