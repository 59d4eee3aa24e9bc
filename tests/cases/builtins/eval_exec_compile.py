# Code from text.
print(eval("1 + 2"), eval("x * 2", {"x": 21}), eval("[i for i in range(3)]"))
ns = {}
exec("a = 5\ndef f(): return a + 1", ns)
print(ns["a"], ns["f"]())
code = compile("y = 3", "<text>", "exec")
exec(code)
print(y, eval(compile("1 + 1", "<e>", "eval")))
def f():
    z = 1
    exec("z = 2")
    return z, eval("z + 10")
print(f())
x = 1
exec("x += 1")
print(x, globals()["x"], "x" in locals(), eval("x", {}, {"x": "local"}))
try:
    eval("1 +")
except SyntaxError as error:
    print(error.msg)
