"""Tables as text: fields between commas, quoted where they need it."""

import re

from _csv import Error, field_size_limit, read as _read, write as _write
from io import StringIO

__all__ = ['QUOTE_MINIMAL', 'QUOTE_ALL', 'QUOTE_NONNUMERIC', 'QUOTE_NONE', 'QUOTE_STRINGS', 'QUOTE_NOTNULL', 'Error',
           'Dialect', 'excel', 'excel_tab', 'unix_dialect', 'field_size_limit', 'reader', 'writer', 'register_dialect',
           'get_dialect', 'list_dialects', 'unregister_dialect', 'DictReader', 'DictWriter', 'Sniffer']

QUOTE_MINIMAL, QUOTE_ALL, QUOTE_NONNUMERIC, QUOTE_NONE, QUOTE_STRINGS, QUOTE_NOTNULL = range(6)


class Dialect:
    """How a table is written."""

    delimiter = quotechar = escapechar = doublequote = skipinitialspace = lineterminator = quoting = None


class excel(Dialect):
    """As Excel writes tables."""

    delimiter, quotechar, doublequote = ',', '"', True
    skipinitialspace, lineterminator, quoting = False, '\r\n', QUOTE_MINIMAL


class excel_tab(excel):
    """The same with tabs between the fields."""

    delimiter = '\t'


class unix_dialect(excel):
    """All fields quoted, lines ended as in Unix."""

    lineterminator, quoting = '\n', QUOTE_ALL


_dialects = {}


class _Settings:
    """A dialect, complete and checked."""

    _usual = {'delimiter': ',', 'doublequote': True, 'escapechar': None, 'lineterminator': '\r\n', 'quotechar': '"',
              'quoting': QUOTE_MINIMAL, 'skipinitialspace': False, 'strict': False}

    def __init__(self, dialect, overrides):
        if isinstance(dialect, str):
            dialect = get_dialect(dialect)
        for name in overrides:
            if name not in self._usual:
                raise TypeError(f'{name!r} is an invalid keyword argument for this function')
        for name, usual in self._usual.items():
            value = overrides[name] if name in overrides else getattr(dialect, name, usual)
            setattr(self, name, value)
        if 'quotechar' in overrides and overrides['quotechar'] is None and 'quoting' not in overrides:
            self.quoting = QUOTE_NONE
        for name in ('delimiter', 'escapechar', 'quotechar'):
            value = getattr(self, name)
            if value is None and name != 'delimiter':
                continue
            if not isinstance(value, str):
                kind = '' if name == 'delimiter' else ' or None'
                raise TypeError(f'"{name}" must be string{kind}, not {type(value).__name__}')
            if len(value) != 1:
                raise TypeError(f'"{name}" must be a 1-character string')
        if not isinstance(self.quoting, int):
            raise TypeError('"quoting" must be an integer')
        if not 0 <= self.quoting <= 5:
            raise TypeError('bad "quoting" value')
        if self.quoting != QUOTE_NONE and self.quotechar is None:
            raise TypeError('quotechar must be set if quoting enabled')
        if self.lineterminator is None:
            raise TypeError('lineterminator must be set')
        if not isinstance(self.lineterminator, str):
            raise TypeError('"lineterminator" must be a string')


def register_dialect(name, dialect=excel, **fmtparams):
    """Give a dialect a name."""
    if not isinstance(name, str):
        raise TypeError('dialect name must be a string')
    _dialects[name] = _Settings(dialect, fmtparams)


def unregister_dialect(name):
    """Forget a dialect."""
    if name not in _dialects:
        raise Error('unknown dialect')
    del _dialects[name]


def get_dialect(name):
    """The dialect of a name."""
    if name not in _dialects:
        raise Error('unknown dialect')
    return _dialects[name]


def list_dialects():
    """The names of the dialects."""
    return list(_dialects)


register_dialect('excel', excel)
register_dialect('excel-tab', excel_tab)
register_dialect('unix', unix_dialect)


def reader(csvfile, /, dialect='excel', **fmtparams):
    """The rows of a table, out of an iterable of lines."""
    return _read(csvfile, _Settings(dialect, fmtparams))


def writer(csvfile, /, dialect='excel', **fmtparams):
    """What writes rows as lines, to anything with a method `write`."""
    write = getattr(csvfile, 'write', None)
    if not callable(write):
        raise TypeError('argument 1 must have a "write" method')
    return _write(write, _Settings(dialect, fmtparams))


class DictReader:
    """The rows of a table as dicts."""

    def __init__(self, f, fieldnames=None, restkey=None, restval=None, dialect='excel', *args, **kwds):
        self._fieldnames = fieldnames if fieldnames is None else list(fieldnames)
        self.restkey, self.restval = restkey, restval
        self.reader = reader(f, dialect, *args, **kwds)
        self.dialect = dialect

    @property
    def fieldnames(self):
        """The names of the columns: those given, or those in the first row."""
        if self._fieldnames is None:
            try:
                self._fieldnames = next(self.reader)
            except StopIteration:
                pass
        return self._fieldnames

    @fieldnames.setter
    def fieldnames(self, value):
        self._fieldnames = value

    @property
    def line_num(self):
        """How many lines were read."""
        return self.reader.line_num

    def __iter__(self):
        return self

    def __next__(self):
        names = self.fieldnames
        row = next(self.reader)
        while row == []:
            row = next(self.reader)
        made = dict(zip(names, row))
        if len(names) < len(row):
            made[self.restkey] = row[len(names):]
        for name in names[len(row):]:
            made[name] = self.restval
        return made


class DictWriter:
    """Writes dicts as lines."""

    def __init__(self, f, fieldnames, restval='', extrasaction='raise', dialect='excel', *args, **kwds):
        if extrasaction.lower() not in ('raise', 'ignore'):
            raise ValueError(f"extrasaction ({extrasaction}) must be 'raise' or 'ignore'")
        self.fieldnames = fieldnames if fieldnames is None else list(fieldnames)
        self.restval, self.extrasaction = restval, extrasaction
        self.writer = writer(f, dialect, *args, **kwds)

    def writeheader(self):
        """Write the names of the columns."""
        return self.writerow(dict(zip(self.fieldnames, self.fieldnames)))

    def _row(self, rowdict):
        if self.extrasaction == 'raise':
            wrong = [key for key in rowdict if key not in self.fieldnames]
            if wrong:
                raise ValueError('dict contains fields not in fieldnames: ' + ', '.join(map(repr, wrong)))
        return [rowdict.get(name, self.restval) for name in self.fieldnames]

    def writerow(self, rowdict):
        """Write a dict."""
        return self.writer.writerow(self._row(rowdict))

    def writerows(self, rowdicts):
        """Write many dicts."""
        return self.writer.writerows(map(self._row, rowdicts))


class Sniffer:
    """Guesses the dialect of a table."""

    preferred = [',', '\t', ';', ' ', ':']

    def sniff(self, sample, delimiters=None):
        """The dialect whose delimiter is as often in every line."""
        lines = [line for line in sample.split('\n') if line]
        for char in delimiters or self.preferred + ['|']:
            counts = {re.sub(r'"[^"]*"', '', line).count(char) for line in lines}
            if len(counts) == 1 and counts != {0}:
                class dialect(excel):
                    _name = 'sniffed'
                    delimiter = char
                    skipinitialspace = all(f'{char} ' in line for line in lines)
                return dialect
        raise Error('Could not determine delimiter')

    def has_header(self, sample):
        """Whether the first row is of another kind than the others."""
        rows = list(reader(StringIO(sample), self.sniff(sample)))
        header, rows = rows[0], rows[1:21]

        def number(text):
            try:
                complex(text)
            except ValueError:
                return False
            return True

        votes = 0
        for place, name in enumerate(header):
            column = [row[place] for row in rows if len(row) == len(header)]
            if all(map(number, column)):
                votes += -1 if number(name) else 1
            elif len(set(map(len, column))) == 1:
                votes += -1 if len(name) == len(column[0]) else 1
        return votes > 0
