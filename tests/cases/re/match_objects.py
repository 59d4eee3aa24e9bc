# What a match says of itself, by number and by name.
import copy, re
m = re.match(r'(?P<first>\w+) (?P<second>\w+)( x)?', 'Isaac Newton, physicist', 0)
print(m, m.re.pattern, m.string, m.pos, m.endpos, m.lastindex, m.lastgroup, m.regs, bool(m))
print(m.group(), m.group(0), m.group(1, 2, 'first'), m['second'], m[3], m.groups(), m.groups(''), m.groups(default=0))
print(m.groupdict(), m.groupdict('-'), m.start(), m.end('second'), m.span(1), m.span(3), m.start('first'))
print(m.expand(r'\2, \g<first>\3!'), m.expand('plain'), copy.copy(m) is m, copy.deepcopy(m) is m)
class Two:
    def __index__(self): return 2
print(m.group(Two()), m[True], re.Match[str], type(m), re.match('', '').groups())
for wrong in [lambda: m[4], lambda: m.group('third'), lambda: m.group(-1), lambda: m.start(2 ** 80), lambda: m.group([]),
              lambda: m.span(None), lambda: re.Match(), lambda: object.__new__(re.Match), lambda: m.groups(1, 2),
              lambda: type('Mine', (re.Match,), {}), lambda: re.Match.group(3), lambda: m < 3, lambda: m.nothing]:
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__, error)
for pattern in ['(a)(b)', '((a)(b))', '(a)|(b)', '(a(b)?)+', '(a)(b)?', '(a)()', 'a', '((ab))']:
    m = re.match(pattern, 'abab')
    print(pattern, m.lastindex, m.lastgroup, m.regs)
