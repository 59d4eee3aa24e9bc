# csv.reader: its state machine, line numbers, and errors.
import csv
import io


def r(text, **settings):
    reader = csv.reader(io.StringIO(text, newline=''), **settings)
    try:
        print([(row, reader.line_num) for row in reader])
    except Exception as error:
        print(type(error).__module__, type(error).__name__, error, reader.line_num)


r('a,b,c\r\nd,"e,f",g\n')
r('a,"b""c",d')
r('"a\nb",c\n')
r('\n\na\n\n')
r('a\rb')
r('a\n\nb',delimiter='\t')
r('"abc')
r('"abc',strict=True)
r('"a"b,c')
r('"a"b,c',strict=True)
r('a,b\\,c\nd',escapechar='\\')
r('a\\\nb,c',escapechar='\\')
r('a\\',escapechar='\\')
r('"a\\"b",c',escapechar='\\')
r('"a\\',escapechar='\\')
r(' a, b',skipinitialspace=True)
r(' "a" , "b"',skipinitialspace=True)
r('1,"2",x\n',quoting=2)
r('1,2.5,,"3"\n',quoting=2)
r('"a",b\n',quoting=3)
r('a,b,c',quoting=4)
r('1,"2",',quoting=5)
r('aéb,c\né',delimiter='é')
r('a b  c',delimiter=' ')
r('',)
r(',')
r('"",')
r('a,\'b,c\'',quotechar="'")
r('a,"b"',quotechar=None)
r('a\x00b,c')
r('"a""b',doublequote=False)
r('"a"b"',doublequote=False)
old = csv.field_size_limit(5)
r('abcdef,b')
r('abcde,b')
print(old, csv.field_size_limit(old), csv.field_size_limit())
for act in (lambda: csv.field_size_limit('x'), lambda: list(csv.reader([1, 2])), lambda: list(csv.reader([b'a'])),
            lambda: csv.reader(5)):
    try:
        act()
    except Exception as error:
        print(type(error).__name__, error)


def lines():
    yield 'a,b'
    raise KeyError('k')


reader = csv.reader(lines())
print(type(reader), reader.dialect.delimiter, iter(reader) is reader, next(reader), reader.line_num)
try:
    next(reader)
except KeyError as error:
    print('KeyError', error)
print(csv.Error, csv.Error.__mro__)
