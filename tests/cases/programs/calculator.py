# A tokenizer, a recursive-descent parser, an evaluator.
def tokens(text):
    i = 0
    while i < len(text):
        c = text[i]
        if c.isspace(): i += 1
        elif c.isdigit() or c == ".":
            j = i
            while j < len(text) and (text[j].isdigit() or text[j] == "."): j += 1
            yield float(text[i:j]) if "." in text[i:j] else int(text[i:j])
            i = j
        else:
            yield c
            i += 1
class Parser:
    def __init__(self, text): self.items, self.at = [*tokens(text), None], 0
    def peek(self): return self.items[self.at]
    def take(self):
        self.at += 1
        return self.items[self.at - 1]
    def sum(self):
        v = self.product()
        while self.peek() in ("+", "-"): v = v + self.product() if self.take() == "+" else v - self.product()
        return v
    def product(self):
        v = self.atom()
        while self.peek() in ("*", "/"): v = v * self.atom() if self.take() == "*" else v / self.atom()
        return v
    def atom(self):
        t = self.take()
        if t == "(":
            v = self.sum()
            if self.take() != ")": raise SyntaxError("expected )")
            return v
        if t == "-": return -self.atom()
        if isinstance(t, (int, float)): return t
        raise SyntaxError(f"unexpected {t!r}")
for text in ("1 + 2 * 3", "(1 + 2) * 3", "-4 / 2 - 1", "2 * (3 + 4) * 5", "1.5 * 4", "(1", "*", "1 / 0"):
    try:
        print(text, "=", Parser(text).sum())
    except Exception as error:
        print(text, type(error).__name__, error)
