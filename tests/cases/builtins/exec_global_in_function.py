# What a function declares global is global at the top of the code too.
outer, inner = {}, {}
exec('''
def f():
    global y
    return y
y = 9
z = f()
''', outer, inner)
print(sorted(name for name in outer if name != '__builtins__'), sorted(inner), inner['z'])
