# Counting words.
text = """the quick brown fox jumps over the lazy dog the fox
and the dog are friends and the quick fox is not lazy"""
counts = {}
for word in text.split():
    counts[word] = counts.get(word, 0) + 1
for word, n in sorted(counts.items(), key=lambda p: (-p[1], p[0]))[:6]:
    print(f"{word:<6}{n:>3}")
lengths = {}
for word in set(text.split()):
    lengths.setdefault(len(word), []).append(word)
print({n: sorted(w) for n, w in sorted(lengths.items())})
