"""Constants, templates, and the machinery of str.format."""

__all__ = [
    'ascii_letters', 'ascii_lowercase', 'ascii_uppercase', 'capwords', 'digits', 'hexdigits',
    'octdigits', 'printable', 'punctuation', 'whitespace', 'Formatter', 'Template',
]

whitespace = ' \t\n\r\v\f'
ascii_lowercase = 'abcdefghijklmnopqrstuvwxyz'
ascii_uppercase = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
ascii_letters = ascii_lowercase + ascii_uppercase
digits = '0123456789'
hexdigits = digits + 'abcdef' + 'ABCDEF'
octdigits = '01234567'
punctuation = r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~"""
printable = digits + ascii_letters + punctuation + whitespace


def capwords(s, sep=None):
    """Split the argument into words, capitalize each, and join them again."""
    return (sep or ' ').join(map(str.capitalize, s.split(sep)))


class Template:
    """A string class for supporting $-substitutions."""

    delimiter = '$'
    idpattern = '[_a-z][_a-z0-9]*'
    braceidpattern = None
    pattern = None
    flags = None

    def __init__(self, template):
        self.template = template

    def _parts(self):
        """Pieces of the template: ('text', text), ('name', name, as written), ('bad', place)."""
        own = (self.idpattern, self.braceidpattern, self.pattern, self.flags)
        if own != (Template.idpattern, None, None, None):
            yield from self._parts_by_pattern()
            return
        text, mark = self.template, self.delimiter
        at = 0
        while True:
            found = text.find(mark, at)
            if found < 0:
                yield 'text', text[at:], None
                return
            yield 'text', text[at:found], None
            start = found + len(mark)
            if text.startswith(mark, start):
                yield 'text', mark, None
                at = start + len(mark)
                continue
            braced = text[start:start + 1] == '{'
            first = start + braced
            end = first
            while end < len(text) and text[end].isascii() and (
                    text[end] == '_' or text[end].isalpha() or (end > first and text[end].isdigit())):
                end += 1
            if end > first and (not braced or text[end:end + 1] == '}'):
                at = end + braced
                yield 'name', text[first:end], text[found:at]
            else:
                yield 'bad', start, mark
                at = start

    def _parts_by_pattern(self):
        """The same where a subclass says what a name looks like."""
        import re
        pattern = self.pattern
        if pattern is None:
            mark, plain = re.escape(self.delimiter), self.idpattern
            pattern = (f'{mark}(?:(?P<escaped>{mark})|(?P<named>{plain})|'
                       f'{{(?P<braced>{self.braceidpattern or plain})}}|(?P<invalid>))')
        flags = re.IGNORECASE if self.flags is None else self.flags
        at = 0
        for found in re.finditer(pattern, self.template, flags | re.VERBOSE):
            yield 'text', self.template[at:found.start()], None
            at = found.end()
            parts = found.groupdict()
            name = parts.get('named') or parts.get('braced')
            if name is not None:
                yield 'name', name, found.group()
            elif parts.get('escaped') is not None:
                yield 'text', self.delimiter, None
            elif parts.get('invalid') is not None:
                yield 'bad', found.start('invalid'), found.group()
            else:
                raise ValueError('Unrecognized named group in pattern', found.re)
        yield 'text', self.template[at:], None

    def _invalid(self, place):
        lines = self.template[:place].splitlines(keepends=True)
        column, line = (place - len(''.join(lines[:-1])), len(lines)) if lines else (1, 1)
        raise ValueError('Invalid placeholder in string: line %d, col %d' % (line, column))

    def substitute(self, mapping={}, /, **kws):
        """Put in what the names stand for."""
        mapping = {**mapping, **kws} if kws else mapping
        made = []
        for kind, value, _ in self._parts():
            if kind == 'text':
                made.append(value)
            elif kind == 'name':
                made.append(str(mapping[value]))
            else:
                self._invalid(value)
        return ''.join(made)

    def safe_substitute(self, mapping={}, /, **kws):
        """The same, leaving as they are the names that stand for nothing."""
        mapping = {**mapping, **kws} if kws else mapping
        made = []
        for kind, value, written in self._parts():
            if kind == 'text':
                made.append(value)
            elif kind == 'name':
                try:
                    made.append(str(mapping[value]))
                except KeyError:
                    made.append(written)
            else:
                made.append(written)
        return ''.join(made)

    def is_valid(self):
        """Whether there are no stray delimiters."""
        return all(kind != 'bad' for kind, _, _ in self._parts())

    def get_identifiers(self):
        """The names, each once, in order."""
        return list(dict.fromkeys(value for kind, value, _ in self._parts() if kind == 'name'))


def _parse(format_string):
    """Pieces of a format string: (text, field name, spec, conversion)."""
    text = []
    at, end = 0, len(format_string)
    while at < end:
        char = format_string[at]
        if char in '{}' and format_string[at:at + 2] == char * 2:
            text.append(char)
            at += 2
            continue
        if char == '}':
            raise ValueError("Single '}' encountered in format string")
        if char != '{':
            text.append(char)
            at += 1
            continue
        depth, start = 1, at + 1
        at += 1
        while at < end and depth:
            depth += (format_string[at] == '{') - (format_string[at] == '}')
            at += 1
        if depth:
            raise ValueError("Single '{' encountered in format string" if start == end
                             else "expected '}' before end of string")
        field = format_string[start:at - 1]
        name, conversion, spec = field, None, ''
        bracket = 0
        for place, char in enumerate(field):
            bracket += (char == '[') - (char == ']')
            if bracket:
                continue
            if char == '!':
                name, conversion = field[:place], field[place + 1:place + 2]
                spec = field[place + 3:]
                break
            if char == ':':
                name, spec = field[:place], field[place + 1:]
                break
        yield ''.join(text), name, spec, conversion
        text = []
    if text:
        yield ''.join(text), None, None, None


def _split_name(name):
    """`a.b[0]` as ('a', [(True, 'b'), (False, 0)])."""
    end = min([place for place in (name.find('.'), name.find('[')) if place >= 0], default=len(name))
    first, rest = name[:end], []
    at = end
    while at < len(name):
        if name[at] == '.':
            stop = min([p for p in (name.find('.', at + 1), name.find('[', at + 1)) if p >= 0],
                       default=len(name))
            rest.append((True, name[at + 1:stop]))
            at = stop
        elif name[at] == '[':
            stop = name.find(']', at)
            if stop < 0:
                raise ValueError("Missing ']' in format string")
            key = name[at + 1:stop]
            rest.append((False, int(key) if key.isdigit() else key))
            at = stop + 1
        else:
            raise ValueError("Only '.' or '[' may follow ']' in format field specifier")
    return int(first) if first.isdigit() else first, rest


class Formatter:
    """str.format with parts that can be replaced."""

    def format(self, format_string, /, *args, **kwargs):
        return self.vformat(format_string, args, kwargs)

    def vformat(self, format_string, args, kwargs):
        used_args = set()
        result, _ = self._vformat(format_string, args, kwargs, used_args, 2)
        self.check_unused_args(used_args, args, kwargs)
        return result

    def _vformat(self, format_string, args, kwargs, used_args, depth, number=0):
        if depth < 0:
            raise ValueError('Max string recursion exceeded')
        result = []
        for text, name, spec, conversion in self.parse(format_string):
            if text:
                result.append(text)
            if name is None:
                continue
            if name == '':
                if number is False:
                    raise ValueError('cannot switch from manual field specification to automatic field numbering')
                name = str(number)
                number += 1
            elif name.isdigit():
                if number:
                    raise ValueError('cannot switch from manual field specification to automatic field numbering')
                number = False
            obj, used = self.get_field(name, args, kwargs)
            used_args.add(used)
            obj = self.convert_field(obj, conversion)
            spec, number = self._vformat(spec, args, kwargs, used_args, depth - 1, number)
            result.append(self.format_field(obj, spec))
        return ''.join(result), number

    def get_value(self, key, args, kwargs):
        return args[key] if isinstance(key, int) else kwargs[key]

    def check_unused_args(self, used_args, args, kwargs):
        pass

    def format_field(self, value, format_spec):
        return format(value, format_spec)

    def convert_field(self, value, conversion):
        if conversion is None:
            return value
        if conversion == 's':
            return str(value)
        if conversion == 'r':
            return repr(value)
        if conversion == 'a':
            return ascii(value)
        raise ValueError(f'Unknown conversion specifier {conversion!s}')

    def parse(self, format_string):
        return _parse(format_string)

    def get_field(self, field_name, args, kwargs):
        first, rest = _split_name(field_name)
        obj = self.get_value(first, args, kwargs)
        for is_attr, key in rest:
            obj = getattr(obj, key) if is_attr else obj[key]
        return obj, first
