"""A lexer for arithmetic, character by character, and a parser that evaluates it."""

SOURCE = "let a1 = (12 + 7*3) / 4; let rate_2 = a1 % 5 - -3; print(a1, rate_2 * 100);\n"


class Token:
    def __init__(self, kind, text, line):
        self.kind, self.text, self.line = kind, text, line


class Lexer:
    def __init__(self, text):
        self.text, self.at, self.line = text, 0, 1

    def next(self):
        text, length = self.text, len(self.text)
        while self.at < length and text[self.at] in " \n\t":
            if text[self.at] == "\n":
                self.line += 1
            self.at += 1
        if self.at >= length:
            return None
        start = self.at
        c = text[start]
        if c.isalpha() or c == "_":
            while self.at < length and (text[self.at].isalnum() or text[self.at] == "_"):
                self.at += 1
            word = text[start : self.at]
            return Token("keyword" if word in ("let", "print") else "name", word, self.line)
        if c.isdigit():
            while self.at < length and text[self.at].isdigit():
                self.at += 1
            return Token("number", text[start : self.at], self.line)
        self.at += 1
        return Token("sign", c, self.line)


class Parser:
    def __init__(self, lexer):
        self.lexer, self.token = lexer, lexer.next()
        self.names, self.printed = {}, 0

    def advance(self):
        token, self.token = self.token, self.lexer.next()
        return token

    def take(self, text):
        if self.token is not None and self.token.text == text:
            self.advance()
            return True
        return False

    def run(self):
        while self.token is not None:
            if self.take("let"):
                name = self.advance().text
                self.take("=")
                self.names[name] = self.sum()
            elif self.take("print"):
                self.take("(")
                self.printed += self.sum()
                while self.take(","):
                    self.printed += self.sum()
                self.take(")")
            self.take(";")

    def sum(self):
        value = self.product()
        while True:
            if self.take("+"):
                value += self.product()
            elif self.take("-"):
                value -= self.product()
            else:
                return value

    def product(self):
        value = self.atom()
        while True:
            if self.take("*"):
                value *= self.atom()
            elif self.take("/"):
                value //= self.atom()
            elif self.take("%"):
                value %= self.atom()
            else:
                return value

    def atom(self):
        if self.take("-"):
            return -self.atom()
        if self.take("("):
            value = self.sum()
            self.take(")")
            return value
        token = self.advance()
        return int(token.text) if token.kind == "number" else self.names[token.text]


parser = Parser(Lexer(SOURCE * 14_000))
parser.run()
print(parser.printed, parser.lexer.line, sorted(parser.names.items()))
