"""A parser and a writer of JSON: recursion, dicts, string slices, dispatch on a character."""


def skip(text, at):
    while text[at] in " \n\t\r":
        at += 1
    return at


def parse_value(text, at):
    at = skip(text, at)
    c = text[at]
    if c == "{":
        return parse_object(text, at + 1)
    if c == "[":
        return parse_array(text, at + 1)
    if c == '"':
        return parse_string(text, at + 1)
    for word, value in (("true", True), ("false", False), ("null", None)):
        if text.startswith(word, at):
            return value, at + len(word)
    end = at
    while text[end] in "+-0123456789.eE":
        end += 1
    number = text[at:end]
    return (float(number) if "." in number else int(number)), end


def parse_string(text, at):
    end = text.index('"', at)
    if "\\" not in text[at:end]:
        return text[at:end], end + 1
    parts = []
    while text[at] != '"':
        if text[at] == "\\":
            at += 1
            parts.append({"n": "\n", "t": "\t"}.get(text[at], text[at]))
        else:
            parts.append(text[at])
        at += 1
    return "".join(parts), at + 1


def parse_array(text, at):
    items = []
    at = skip(text, at)
    while text[at] != "]":
        value, at = parse_value(text, at)
        items.append(value)
        at = skip(text, at)
        if text[at] == ",":
            at += 1
    return items, at + 1


def parse_object(text, at):
    fields = {}
    at = skip(text, at)
    while text[at] != "}":
        key, at = parse_string(text, skip(text, at) + 1)
        at = skip(text, at) + 1
        fields[key], at = parse_value(text, at)
        at = skip(text, at)
        if text[at] == ",":
            at += 1
    return fields, at + 1


def write(value):
    if isinstance(value, dict):
        return "{" + ", ".join(f'"{key}": {write(item)}' for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join([write(item) for item in value]) + "]"
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    return repr(value)


record = {"id": 1, "name": "a \"quoted\" name", "tags": ["x", "y", "z"], "price": 12.5, "stock": {"here": 3, "there": None}, "on": True}
text = write([dict(record, id=i) for i in range(15_000)])
parsed, end = parse_value(text, 0)
again = write(parsed)
print(len(text), end, again == text, sum(item["id"] for item in parsed))
