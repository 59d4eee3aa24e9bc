# The module traceback: chains, limits, notes, groups, local variables, repeated lines.
import sys
import traceback


def a(x): return b(x)
def b(x):
    try: return 1 / x
    except ZeroDivisionError as e: raise ValueError('bad') from e
try: a(0)
except ValueError as e:
    traceback.print_exc(file=sys.stdout); print(traceback.format_exc(limit=1)); print(traceback.format_exception_only(e)); print(traceback.format_tb(e.__traceback__)); t = traceback.TracebackException.from_exception(e); print(''.join(t.format(chain=False))); print(t.exc_type, t.stack[0].name, t.stack[0].lineno, t.stack[0].line, t.stack[-1])
    print(traceback.extract_tb(e.__traceback__)); print(''.join(traceback.StackSummary.from_list(traceback.extract_tb(e.__traceback__)).format())); traceback.print_tb(e.__traceback__, file=sys.stdout); traceback.print_exception(e, file=sys.stdout, limit=-1); f = traceback.extract_tb(e.__traceback__)[0]; print(f.filename.split('/')[-1], tuple(f)[1:], f == f)
    for fr, ln in traceback.walk_tb(e.__traceback__): print(fr.f_code.co_name, ln)
def st(): traceback.print_stack(file=sys.stdout); print(traceback.format_stack()[-1]); print(traceback.extract_stack()[-1].name)
st()
print(traceback.format_list([('spam.py', 3, '<module>', 'spam.eggs()'), ('eggs.py', 42, 'eggs', 'return "bacon"')]), traceback.format_exception_only(IndexError, IndexError('tuple index out of range')))
try:
    try: raise KeyError('k')
    except KeyError: raise TypeError('t')
except TypeError as e:
    e.add_note('note 1'); e.add_note('n2\nn3'); traceback.print_exception(e, file=sys.stdout); traceback.print_exception(type(e), e, None, chain=False, file=sys.stdout)
try: eval('1 +')
except SyntaxError as e: print(''.join(traceback.format_exception_only(e))); print(e.msg, e.lineno, e.offset, e.text, e.filename)
try: raise ExceptionGroup('eg', [ValueError(1), ExceptionGroup('in', [TypeError(2)])])
except ExceptionGroup as e: traceback.print_exc(file=sys.stdout)
def rec(n): return rec(n - 1) if n else 1 / 0
try: rec(10)
except ZeroDivisionError: traceback.print_exc(file=sys.stdout)
try: [].foo
except AttributeError: traceback.print_exc(file=sys.stdout, limit=0)
