# TOML is read; what is no TOML says why.
import tomllib

t = '\ntitle = "TOML" # c\nn = 1_000\nh = 0xff\nf = 1.5e3\ni = inf\nb = true\nd = 1979-05-27T07:32:00-08:00\nd2 = 1979-05-27\nd3 = 07:32:00.999\ns = \'lit\\eral\'\nm = """\nmulti\\\n   line "quoted" \\u00e9\n"""\narr = [1, 2,\n 3, # c\n]\nit = {a = 1, b.c = "x"}\na.b.c = 1\n"quoted key" = 1\n[owner]\nname = "x"\n[owner.sub]\ny = 1\n[[p]]\nx = 1\n[[p]]\nx = 2\n[p.q]\nz = 1\n'
print(tomllib.loads(t))
for b in [
    'a',
    'a=',
    'a=1\na=2',
    '[a]\n[a]',
    'a=[1',
    'a="x',
    'a={b=1',
    'a=1 b=2',
    '=1',
    'a="\\q"',
    'a=2020-13-01',
    '[a',
    '[[a]',
    'a.b=1\na=2',
    'a=01',
    'a=1__0',
    '[a.b]\n[a]\nb=1',
    'a={b=1,}',
    "a='x\ny'",
    'a="x\ny"',
    'x=[{a=1}]\n[[x]]',
    'a=nan1',
    'a="\\ud800"',
    'a=1\n[a.b]',
    '[[a]]\n[a]',
]:
    try:
        print(tomllib.loads(b))
    except tomllib.TOMLDecodeError as e:
        print(repr(b), e)
from decimal import Decimal

print(tomllib.loads('a=1.10', parse_float=Decimal))
try:
    tomllib.loads(b'')
except TypeError as e:
    print(e)
