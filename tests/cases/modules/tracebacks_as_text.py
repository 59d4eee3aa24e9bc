# traceback: the text of exceptions, and its parts.
import traceback, io
def f(x):
    return 1 / x
try:
    f(0)
except ZeroDivisionError as error:
    print(traceback.format_exc())
    print(traceback.format_exception_only(error), [(t.name, t.lineno, t.line) for t in traceback.extract_tb(error.__traceback__)])
    out = io.StringIO(); traceback.print_exc(file=out); print(out.getvalue() == traceback.format_exc())
    print(''.join(traceback.format_exception(error)).count('\n'))
try:
    try:
        {}['k']
    except KeyError as e:
        raise ValueError('wrapped') from e
except ValueError:
    print(traceback.format_exc())
print(traceback.format_exception_only(ValueError('a\nb')))
