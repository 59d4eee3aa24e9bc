"""Tables as text: fields between commas, quoted where they need it."""

import collections
import re

from _csv import Error, field_size_limit, read as _read, write as _write
from io import StringIO

__all__ = ['QUOTE_MINIMAL', 'QUOTE_ALL', 'QUOTE_NONNUMERIC', 'QUOTE_NONE', 'QUOTE_STRINGS', 'QUOTE_NOTNULL', 'Error',
           'Dialect', 'excel', 'excel_tab', 'unix_dialect', 'field_size_limit', 'reader', 'writer', 'register_dialect',
           'get_dialect', 'list_dialects', 'unregister_dialect', 'DictReader', 'DictWriter', 'Sniffer']

QUOTE_MINIMAL, QUOTE_ALL, QUOTE_NONNUMERIC, QUOTE_NONE, QUOTE_STRINGS, QUOTE_NOTNULL = range(6)


class Dialect:
    """How a table is written."""

    _name = ''
    _valid = False
    delimiter = quotechar = escapechar = doublequote = skipinitialspace = lineterminator = quoting = None

    def __init__(self):
        if self.__class__ != Dialect:
            self._valid = True
        try:
            _Settings(self, {})
        except TypeError as error:
            # As text, for compatibility.
            raise Error(str(error)) from None


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
            object.__setattr__(self, name, value)
        if 'quotechar' in overrides and overrides['quotechar'] is None and 'quoting' not in overrides:
            object.__setattr__(self, 'quoting', QUOTE_NONE)
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

    def __setattr__(self, name, value):
        if name in self._usual:
            raise AttributeError(f"attribute {name!r} of '_csv.Dialect' objects is not writable")
        raise AttributeError(f"'_csv.Dialect' object has no attribute {name!r}")

    def __delattr__(self, name):
        self.__setattr__(name, None)

    def __reduce_ex__(self, protocol):
        raise TypeError("cannot pickle 'Dialect' instances")


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
        """The dialect that a sample seems to be written in."""
        quote, doubled, found, space = self._by_quotes(sample, delimiters)
        if not found:
            found, space = self._by_counts(sample, delimiters)
        if not found:
            raise Error('Could not determine delimiter')

        class dialect(Dialect):
            _name = 'sniffed'
            lineterminator = '\r\n'
            quoting = QUOTE_MINIMAL
            doublequote = doubled
            delimiter = found
            quotechar = quote or '"'
            skipinitialspace = space

        return dialect

    def _by_quotes(self, sample, delimiters):
        """What stands beside quoted texts: a quote, whether it is doubled within, a delimiter, a space after it."""
        other, quoted = r'(?P<delim>[^\w\n"\'])(?P<space> ?)', r'(?P<quote>["\']).*?(?P=quote)'
        for pattern in (rf'{other}{quoted}(?P=delim)', rf'(?:^|\n){quoted}{other}', rf'{other}{quoted}(?:$|\n)',
                        rf'(?:^|\n){quoted}(?:$|\n)'):
            matches = [it.groupdict() for it in re.finditer(pattern, sample, re.DOTALL | re.MULTILINE)]
            if matches:
                break
        else:
            return '', False, None, False
        quotes = collections.Counter(it['quote'] for it in matches)
        quote = max(quotes, key=quotes.get)
        beside = collections.Counter(it['delim'] for it in matches
                                     if it.get('delim') and (delimiters is None or it['delim'] in delimiters))
        delimiter, space = '', False
        if beside:
            delimiter = max(beside, key=beside.get)
            space = beside[delimiter] == sum(bool(it['space']) for it in matches if it.get('delim'))
            if delimiter == '\n':
                delimiter = ''
        edge = re.escape(delimiter)
        doubled = re.search(rf'(({edge})|^)\W*{quote}[^{edge}\n]*{quote}[^{edge}\n]*{quote}\W*(({edge})|$)', sample,
                            re.MULTILINE)
        return quote, bool(doubled), delimiter, space

    def _by_counts(self, sample, delimiters):
        """The character that is as often in nearly every line, and whether a space follows it."""
        lines = [line for line in sample.split('\n') if line]
        size = min(10, len(lines))
        counts = {chr(code): collections.Counter() for code in range(127)}
        modes, candidates, seen = {}, {}, 0
        for start in range(0, len(lines), size or 1):
            for line in lines[start:start + size]:
                for char, counted in counts.items():
                    counted[line.count(char)] += 1
            seen += len(lines[start:start + size])
            for char, counted in counts.items():
                if list(counted) == [0]:
                    continue
                times, most = max(counted.items(), key=lambda pair: pair[1])
                # Those lines that have it another number of times speak against it.
                modes[char] = times, most - (sum(counted.values()) - most)
            consistency = 1.0
            while not candidates and consistency >= 0.9:
                for char, (times, weight) in modes.items():
                    if times > 0 and weight > 0 and weight / seen >= consistency and (
                            delimiters is None or char in delimiters):
                        candidates[char] = times
                consistency -= 0.01
            if len(candidates) == 1:
                break
        if not candidates:
            return '', False
        if len(candidates) > 1:
            likely = [char for char in self.preferred if char in candidates]
            found = likely[0] if likely else max(candidates, key=lambda char: (modes[char], char))
        else:
            found = next(iter(candidates))
        first = lines[0]
        return found, first.count(found) == first.count(found + ' ')

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
