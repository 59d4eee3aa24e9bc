# shlex and getopt.
import getopt
import shlex

print(shlex.split('a "b c" d\\ e \'f g\' # no'), shlex.quote("it's"), shlex.join(['a b', 'c']))
for wrong in ('"x', 'x\\'):
    try:
        shlex.split(wrong)
    except ValueError as error:
        print(error)
print(getopt.getopt(['-a', '-bval', '--foo=x', '--bar', 'rest'], 'ab:', ['foo=', 'bar']))
print(getopt.gnu_getopt(['x', '-a', 'y'], 'a'))
for wrong in (['-z'], ['-b'], ['--no'], ['--fo'], ['--bar=1']):
    try:
        print(getopt.getopt(wrong, 'ab:', ['foo=', 'bar']))
    except getopt.GetoptError as error:
        print(error, error.opt)
