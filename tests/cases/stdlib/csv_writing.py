# csv.writer: which fields are quoted, what is escaped, what a dialect may not be.
import csv
import io


def w(*rows, **settings):
    file = io.StringIO()
    try:
        writer = csv.writer(file, **settings)
        for row in rows:
            print(writer.writerow(row), end=' ')
        print(repr(file.getvalue()))
    except Exception as error:
        print(type(error).__name__, error)


w(['a', 'b,c', 'd"e', 'f\ng', 'h\ri', ' j', '', None, 1, 1.5, 'é,'])
w(['a\nb', 'c!'], lineterminator='!')
w(['a\nb\r', 'c!'], lineterminator='')
for q in range(6):
    w(['a', 'b,c', 1, 2.5, None, '', 'd"e'], [''], [None], [], ['a b', True, 1j], quoting=q)
    w(['a', 'b,c', 1, 2.5, None, 'd"e\\'], quoting=q, escapechar='\\')
    w(['a', 'b,c', 1, 2.5, None, 'd"e\\'], quoting=q, escapechar='\\', doublequote=False)
    w(['d"e'], quoting=q, doublequote=False)
for row in (['', ''], [''], [], [None], 'abc', 5):
    w(row)
for settings in (
        {'delimiter': ''}, {'delimiter': 'ab'}, {'delimiter': 3}, {'quotechar': ''}, {'quoting': 7}, {'quoting': 'x'},
        {'foo': 3}, {'quotechar': None}, {'lineterminator': None}, {'lineterminator': 3}, {'strict': 1},
        {'dialect': 'nope'}, {'delimiter': ' '}, {'delimiter': 'é'}, {'escapechar': ''}):
    w(['a b', 'cé'], **settings)
w(['a"'], quotechar=None, quoting=csv.QUOTE_NONE)


class Bad:
    def __str__(self):
        raise ValueError('bad')


class Writer:
    def write(self, text):
        return 'wrote', text


def rows():
    yield [1, 2]
    raise KeyError('k')


w([Bad()])
writer = csv.writer(Writer())
print(writer.writerow('ab'), writer.writerows([[1, 2], [3]]), type(writer), writer.dialect.quoting)
for act in (lambda: writer.writerows(rows()), lambda: writer.writerow(iter(int, 1) if 0 else (x for x in rows())), lambda: csv.writer(3)):
    try:
        act()
    except Exception as error:
        print(type(error).__name__, error)
