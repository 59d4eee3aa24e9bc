# The modules code and codeop: what is complete, and errors that do not end the prompt.
import code, codeop, io, sys
i = code.InteractiveInterpreter({'a': 1})
print(i.runsource('a + 1'), i.runsource('if a:'), i.runsource('b = 3\n'))
sys.stderr = sys.stdout
print(i.runsource('1 +\n'))
print(i.runsource('1/0'))
print(i.runsource('def f():\n  return 1'), i.runsource('def f():\n  return 1\n'))
i.runsource('def g(x):\n    return 1 / x\n'); i.runsource('g(0)')
c = code.InteractiveConsole()
for l in ['x = 1', 'x + 1', 'for i in range(2):', '    print(i)', '', '"""', 'multi', '"""', 'y', '(1,', '2)']:
    print(c.push(l))
def reader(prompt, it=iter(['a = 5', 'a', 'if a:', '  print("yes")', '', 'import nosuch', 'raise SystemExit'])):
    print(prompt, end=''); 
    try: return next(it)
    except StopIteration: raise EOFError
try: code.interact(banner='Hi', readfunc=reader, local={}, exitmsg='bye')
except SystemExit: print('exit')
print(codeop.compile_command('if 1:'), codeop.compile_command('a = ('), codeop.compile_command('x = """'), type(codeop.compile_command('a')))
try: codeop.compile_command('a b')
except SyntaxError as e: print(e)
cc = codeop.CommandCompiler(); print(cc('def f():'), cc('1') is not None)
