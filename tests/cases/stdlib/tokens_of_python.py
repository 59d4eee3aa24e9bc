# The module tokenize: tokens, their places, back to text, and texts that end too early.
import tokenize, token, io, keyword
src = '''def f(a, b=1.5e3, *c):
    # comment
    """doc"""
    x = f"{a!r:>{b}} text"
    return a ** b // 0x1f if a != b else (a,
        b)

async def g(): pass
x: int = 1_000j; y = rb'x'; z = ...
@dec
class A: pass
a := 3 -> 5
'''
for t in tokenize.generate_tokens(io.StringIO(src).readline):
    print(t)
for t in tokenize.tokenize(io.BytesIO(b'a = 1 + 2\n').readline): print(t.type, token.tok_name[t.exact_type], t.string, t.start, t.end, repr(t.line))
print(tokenize.untokenize(tokenize.generate_tokens(io.StringIO('a  =  1 + ( 2 )\nif a :\n   b\n').readline)))
print(tokenize.untokenize([(t.type, t.string) for t in tokenize.generate_tokens(io.StringIO('a  =  1 + ( 2 )\n').readline)]))
print(tokenize.detect_encoding(io.BytesIO(b'# -*- coding: latin-1 -*-\nx').readline))
try:
    list(tokenize.generate_tokens(io.StringIO('a = (1').readline))
except tokenize.TokenError as e: print(e)
try:
    list(tokenize.generate_tokens(io.StringIO('"""abc').readline))
except tokenize.TokenError as e: print(e)
print(token.ISTERMINAL(3), token.ISEOF(0), token.NAME, token.EXACT_TOKEN_TYPES['+='])
print(tokenize.tok_name[tokenize.COMMENT], tokenize.OP, tokenize.NL)
