"""Strings and dicts: splitting, counting, sorting."""

WORDS = "the quick brown fox jumps over a lazy dog while seven wizards box".split()


def text(n):
    state = 1
    words = []
    for _ in range(n):
        state = (state * 48271) % 2147483647
        words.append(WORDS[state % len(WORDS)] + str(state % 97))
    return " ".join(words)


counts = {}
for word in text(600_000).split():
    counts[word] = counts.get(word, 0) + 1
best = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:5]
print(len(counts), best)
