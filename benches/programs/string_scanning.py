"""Searching, slicing and rebuilding of text: find, partition, startswith, translate, character loops."""

LINE = "2024-03-{day:02d} host{host} GET /path/{page}/index.html?user=u{user}&lang=en 200 {size}\n"


def log(lines):
    return "".join(
        LINE.format(day=i % 28 + 1, host=i % 7, page=i % 113, user=i % 1009, size=i * 37 % 5000)
        for i in range(lines)
    )


def fields(text):
    total, pages, start = 0, {}, 0
    while True:
        end = text.find("\n", start)
        if end < 0:
            return total, len(pages)
        line = text[start:end]
        start = end + 1
        date, _, rest = line.partition(" ")
        if date.startswith("2024") and not date.endswith("13"):
            method, path, status, size = rest.split(" ")[1:]
            path, _, query = path.partition("?")
            pages[path] = pages.get(path, 0) + 1
            for pair in query.split("&"):
                key, value = pair.split("=")
                if key == "user":
                    total += int(value[1:])
            total += int(size.strip()) if status == "200" else 0


def vowels(text):
    count = 0
    for c in text:
        if c in "aeiou":
            count += 1
    return count


def caesar(text, by):
    out = []
    for c in text:
        if "a" <= c <= "z":
            c = chr((ord(c) - 97 + by) % 26 + 97)
        out.append(c)
    return "".join(out)


text = log(90_000)
print(*fields(text), vowels(text[:3_000_000]), caesar(text[:1_500_000], 5).count("x"), text.replace("host", "h").count("h1"))
