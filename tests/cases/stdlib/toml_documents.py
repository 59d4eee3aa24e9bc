# TOML is read; what is no TOML says why.
import tomllib
t='''
title = "TOML" # c
n = 1_000
h = 0xff
f = 1.5e3
i = inf
b = true
d = 1979-05-27T07:32:00-08:00
d2 = 1979-05-27
d3 = 07:32:00.999
s = \'lit\\eral\'
m = """
multi\\
   line "quoted" \\u00e9
"""
arr = [1, 2,
 3, # c
]
it = {a = 1, b.c = "x"}
a.b.c = 1
"quoted key" = 1
[owner]
name = "x"
[owner.sub]
y = 1
[[p]]
x = 1
[[p]]
x = 2
[p.q]
z = 1
'''
print(tomllib.loads(t))
for b in ['a','a=','a=1\na=2','[a]\n[a]','a=[1','a="x','a={b=1','a=1 b=2','=1','a="\\q"','a=2020-13-01','[a','[[a]','a.b=1\na=2','a=01','a=1__0','[a.b]\n[a]\nb=1', 'a={b=1,}', "a='x\ny'", 'a="x\ny"','x=[{a=1}]\n[[x]]', 'a=nan1','a="\\ud800"','a=1\n[a.b]','[[a]]\n[a]']:
    try: print(tomllib.loads(b))
    except tomllib.TOMLDecodeError as e: print(repr(b),e)
from decimal import Decimal
print(tomllib.loads('a=1.10',parse_float=Decimal))
try: tomllib.loads(b'')
except TypeError as e: print(e)
