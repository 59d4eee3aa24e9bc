# Strings that grow.
s = ""
for i in range(1000): s += str(i % 10)
print(len(s), s[:20], s[-5:], s.count("7"))
parts = []
for i in range(100): parts.append(f"{i:x}")
print("".join(parts)[:40], len(" ".join(parts)))
