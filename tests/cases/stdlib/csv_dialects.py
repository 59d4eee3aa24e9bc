# A dialect is guessed, checked, and can not be changed.
import csv

for s in [
    'a,b\n1,2\n',
    'a;b;c\n1;2;3',
    '"a"|"b"\n"c"|"d"\n',
    "'x','y'\n'1','2'\n",
    'a\tb\n1\t2',
    'a, b\n1, 2\n',
    'x:y z\n1:2 3',
    'abc\ndef',
]:
    try:
        d = csv.Sniffer().sniff(s)
        print(repr(d.delimiter), d.quotechar, d.skipinitialspace, d.doublequote)
    except csv.Error as e:
        print(e)


class D(csv.Dialect):
    delimiter = 'xx'


try:
    D()
except csv.Error as e:
    print(e)


class E(csv.excel):
    quotechar = None


try:
    E()
except csv.Error as e:
    print(e)
try:
    csv.get_dialect('excel').delimiter = ';'
except AttributeError as e:
    print(e)
