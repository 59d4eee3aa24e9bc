# A session: breakpoints, what is done at them, aliases, and several commands in a line.
import io
import os
import pdb
import sys


class Out(io.StringIO):
    real = sys.stdout

    def write(self, text):
        self.real.write(text.replace(os.path.dirname(os.path.abspath(__file__)), '$HERE'))


def work(n):
    total = 0
    for value in range(n):
        total += value
        total += 1
    return total


class Shop:
    def sell(self, what):
        return f'{what} sold'


def main():
    print(work(3))
    print(work(4))
    print(Shop().sell('tea'))


START = work.__code__.co_firstlineno
pdb.Pdb(stdin=io.StringIO(f'''
b
b pdb_breakpoints.py:{START + 3}, value == 2
b work
tbreak Shop.sell
tbreak Shop().sell
b nothing
b pdb_breakpoints:{START + 3}, 1 +
b nofile.py:3
b {os.path.basename(__file__)}:x
b pdb_breakpoints:10000
b pdb_breakpoints:1
b pdb_breakpoints:{START + 6}
b
ignore 2 1
ignore 2
ignore
ignore 9
condition 1 total >
condition 1 value == 1
condition 2 n == 4
condition 2
condition
disable 2 9
enable 2 x
disable 2
c
p value ;; p total
alias show p "%1", %1, [%*]
show value total
alias
alias show
alias nothing
unalias show
unalias nothing
commands 1
silent
p 'at', value, total
c
commands
p 'in sell'
end
commands 99
commands x
c
cl 1
cl 1
cl 7 x
cl {os.path.basename(__file__)}:1
cl {os.path.basename(__file__)}:x
b
n
$kept = 5
$kept + 1
$_frame.f_code.co_name
$other
debug work(1)
s
s
a
c
c
'''.lstrip()), stdout=Out(), nosigint=True, readrc=False).run('main()', globals())
