# ast.unparse, dump, visitors and literal_eval.
import ast
srcs = '''
x = 1 + 2 * 3 ** -4
x = (1 + 2) * 3
def f(a, /, b: int = 1, *args: str, c, d=2, **kw) -> None: pass
async def g():
    async with a as b, c: await d
    async for x in y: pass
    return [i async for i in z if i]
lambda a, *b, c=1, **d: (yield)
class A(B, metaclass=C, *d, **e):
    """Doc string."""
    x: int = 1
    y: str
@dec(1)
@other
def h(): return
try:
    a
except (A, B) as e: b
except C: raise D from e
else: c
finally: d
try: a
except* E: pass
if a: b
elif c: d
elif e: f
else: g
while a: break
else: continue
for i, j in k: pass
else: pass
with open('x') as f, g() as (h, i): pass
del a, b[1], c.d
assert a, 'msg'
global q, r
import a.b as c, d
from . import x
from ..y import z as w, v
x = f"a{b!r:>{w}}c {d=} {{}}"
x = 'it\\'s' + "a\\"b" + 'multi\\nline' + b'x'.decode() + u'u'
a = b = c
a, *b = c
a += 1; a @= b; a //= 2; a >>= 1
x = a if b else c
x = not a and b or c
x = a < b <= c != d is not e not in f
x = [a for b in c if d if e for f in g]
x = {a: b for c in d}; y = {a for b in c}; z = (a for b in c)
x = {**a, 'b': 1}; y = {1, *z}; e = {}; t = (); u = (1,); v = [*a, b]
x[1:2, ::3, ...] = x[:] ; x[a:=1]; x[(1, 2)]; x[*a, b]
f(*a, **b, c=d); f(x for x in y); f((yield))
x = (yield from a); y = await b
(a := 5); print((b := 6))
match x:
    case 1 | 'a': pass
    case [a, *b, _]: pass
    case {'k': v, **rest}: pass
    case Point(x=0, y=[1, 2]) if cond: pass
    case A.b as c: pass
    case -1 | 1 + 2j | None: pass
    case (1, *_): pass
    case _: pass
type X[T: int, *Ts, **P] = list[T]
def gen[T](x: T) -> T: return x
class G[T]: pass
x = 1e400 + 1.5j - 1j; y = -1 ** 2; z = (-1) ** 2; w = ~-+a; v = 2 ** -1; u = (a + b).c; t = 1 .real; s = (1).imag
x = a if (b if c else d) else (e if f else g); y = (lambda: 1)(); z = (a, b)[0]; w = -(-a); v = not (not a)
nonlocal_ = (yield)
x = """triple
quoted"""
return_ = a and (b and c); r2 = (a or b) and c; r3 = a - (b - c); r4 = a ** b ** c; r5 = (a ** b) ** c; r6 = (a < b) < c
'''
src = srcs
t = ast.parse(src)
print(ast.unparse(t))
print(ast.unparse(ast.parse(ast.unparse(t))) == ast.unparse(t))
class R(ast.NodeTransformer):
    def visit_Name(self, n): return ast.copy_location(ast.Subscript(value=ast.Name('data', ast.Load()), slice=ast.Constant(n.id), ctx=n.ctx), n)
print(ast.unparse(ast.fix_missing_locations(R().visit(ast.parse('a + b * c', mode='eval')))))
print(ast.dump(ast.parse('x = [1, "a"]'), indent=2)); print(ast.dump(ast.parse('f(a, b=1)', mode='eval'), annotate_fields=False)); print(ast.dump(ast.parse('a').body[0], include_attributes=True))
class V(ast.NodeVisitor):
    def visit_FunctionDef(self, n): print(n.name, [a.arg for a in n.args.args], ast.get_docstring(n)); self.generic_visit(n)
    def visit_Call(self, n): print('call', ast.unparse(n.func)); self.generic_visit(n)
V().visit(ast.parse('def f(x, y):\n  """ Doc.\n\n    more """\n  g(h(1))'))
for n in ast.walk(ast.parse('a = b + 1')): print(type(n).__name__, end=' ')
print()
print(ast.literal_eval('{"a": [1, 2.5, -3, (None, True)], "b": {1, 2}, "c": 1+2j}'))
for b in ('a', '1 + a', 'f()', '[1', '{1: 2}[1]', '"a" + "b"'):
    try: print(ast.literal_eval(b))
    except Exception as e: print(type(e).__name__, str(e).partition(' at 0x')[0])
e = ast.Expression(ast.BinOp(ast.Constant(1), ast.Add(), ast.Constant(2))); ast.fix_missing_locations(e); print(eval(compile(e, '<x>', 'eval')))
print([f for f in ast.iter_fields(ast.parse('a', mode='eval').body)][0], list(ast.iter_child_nodes(ast.parse('a+b', mode='eval').body))[1].__class__, ast.get_source_segment('abc = 12', ast.parse('abc = 12').body[0].value))
