# Where `$`, `\Z` and `^` stand, with and without a newline at the end, and what pos and endpos mean to them.
import re
for pattern in [r'a$', r'(\w+)$', r'\w+$\n?', r'(?:b|$)', r'a\Z', r'^a$|b$', r'(?m)a$', r'\s*$', r'$', r'(\w)(\w*?)$', r'^', r'(?m)^\w', r'\ba']:
    p = re.compile(pattern)
    for text in ['a', 'a\n', 'ba\n\n', 'b\na\n', '']:
        spans = [m and m.span() for m in (p.match(text), p.search(text), p.fullmatch(text), p.search(text, 1), p.match(text, 1, 2), p.fullmatch(text, 0, 1))]
        print(pattern, repr(text), *spans, [m.regs for m in p.finditer(text)], repr(p.sub('-', text)))
