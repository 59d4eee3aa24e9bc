# A session: stepping, looking, and changing variables.
import io
import os
import pdb
import sys


class Out(io.StringIO):
    real = sys.stdout

    def write(self, text):
        self.real.write(text.replace(os.path.dirname(os.path.abspath(__file__)), '$HERE'))


def debug(commands, call, *arguments):
    """Does the commands, and shows them as if they were typed."""
    lines = commands.strip('\n').splitlines(keepends=True)

    class In(io.StringIO):
        def readline(self, *limit):
            line = super().readline(*limit)
            sys.stdout.write(line)
            return line

    debugger = pdb.Pdb(stdin=In(''.join(lines) + '\n'), stdout=Out(), nosigint=True, readrc=False)
    result = getattr(debugger, call)(*arguments)
    print('result:', result)


def add(a, *rest, scale=3, **more):
    total = a * scale
    for number in rest:
        total += number
    return total


def main():
    values = [1, 2]
    first = add(1, 2, 3, x=4)
    second = add(*values)
    return first + second


debug('''
n
n
s
a
n
p total
pp {'total': total, 'rest': rest}
whatis total
whatis add
whatis print
whatis int
p nothing
1 +
total = 100
n
display total
display
n
n
undisplay total
undisplay total
r
retval
rv
u
p values
d
d
l
l 1,3
l 30, 4
l .
l x
ll
source add
source values
n
!first = 1000
first
unt
p second
r
c
''', 'runcall', main)

debug('''
s
s
until 1
unt x
up x
j 3.5
j
tell me
h nothing
n
s
u
j 1
q
''', 'run', 'main()', globals())
debug('c', 'runeval', 'main() + 1', globals())
