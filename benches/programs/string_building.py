"""Formatting and joining."""


def table(n):
    lines = []
    for i in range(n):
        lines.append(f"{i:>8} {i * i:<12,} {i / 7:.3f} {'even' if i % 2 == 0 else 'odd'}")
    return "\n".join(lines)


text = table(200_000)
print(len(text), text.count("even"), len(text.replace("odd", "o").upper().splitlines()))
