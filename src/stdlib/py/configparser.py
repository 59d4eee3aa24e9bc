"""Configuration files: sections of options, as in INI files.

    [server]            a section; [DEFAULT] is what all others fall back to
    host = localhost    an option, `=` or `:`
    url: http://%(host)s/   %(name)s is replaced by that option's value
    long = first
      second            a value that goes on is indented
"""

import re
from collections import ChainMap
from collections.abc import MutableMapping

__all__ = ['NoSectionError', 'DuplicateOptionError', 'DuplicateSectionError', 'NoOptionError',
           'InterpolationError', 'InterpolationDepthError', 'InterpolationMissingOptionError',
           'InterpolationSyntaxError', 'ParsingError', 'MissingSectionHeaderError', 'ConfigParser',
           'RawConfigParser', 'Interpolation', 'BasicInterpolation', 'ExtendedInterpolation',
           'SectionProxy', 'DEFAULTSECT', 'MAX_INTERPOLATION_DEPTH']

DEFAULTSECT = 'DEFAULT'
MAX_INTERPOLATION_DEPTH = 10
_UNSET = object()


class Error(Exception):
    """What a configuration can have wrong."""

    def __init__(self, msg=''):
        self.message = msg
        Exception.__init__(self, msg)

    def __repr__(self):
        return self.message

    __str__ = __repr__


class NoSectionError(Error):
    def __init__(self, section):
        super().__init__(f'No section: {section!r}')
        self.section = section
        self.args = (section,)


class NoOptionError(Error):
    def __init__(self, option, section):
        super().__init__(f'No option {option!r} in section: {section!r}')
        self.option, self.section = option, section
        self.args = option, section


class _Duplicate(Error):
    def __init__(self, what, args, source, lineno):
        if source is None:
            message = f'{what[0].upper()}{what[1:]} already exists'
        else:
            place = f'While reading from {source!r}'
            place += '' if lineno is None else f' [line {lineno:2d}]'
            message = f'{place}: {what} already exists'
        super().__init__(message)
        self.source, self.lineno = source, lineno
        self.args = *args, source, lineno


class DuplicateSectionError(_Duplicate):
    def __init__(self, section, source=None, lineno=None):
        what = f'section {section!r}'
        super().__init__(what, (section,), source, lineno)
        self.section = section


class DuplicateOptionError(_Duplicate):
    def __init__(self, section, option, source=None, lineno=None):
        what = f'option {option!r} in section {section!r}'
        super().__init__(what, (section, option), source, lineno)
        self.section, self.option = section, option


class InterpolationError(Error):
    def __init__(self, option, section, msg):
        super().__init__(msg)
        self.option, self.section = option, section
        self.args = option, section, msg


class InterpolationMissingOptionError(InterpolationError):
    def __init__(self, option, section, rawval, reference):
        super().__init__(option, section, (
            f'Bad value substitution: option {option!r} in section {section!r} contains an '
            f'interpolation key {reference!r} which is not a valid option name. '
            f'Raw value: {rawval!r}'))
        self.reference = reference
        self.args = option, section, rawval, reference


class InterpolationSyntaxError(InterpolationError):
    pass


class InterpolationDepthError(InterpolationError):
    def __init__(self, option, section, rawval):
        super().__init__(option, section, (
            f'Recursion limit exceeded in value substitution: option {option!r} in section '
            f'{section!r} contains an interpolation key which cannot be substituted in '
            f'{MAX_INTERPOLATION_DEPTH} steps. Raw value: {rawval!r}'))
        self.args = option, section, rawval


class ParsingError(Error):
    def __init__(self, source):
        super().__init__(f'Source contains parsing errors: {source!r}')
        self.source, self.errors = source, []
        self.args = (source,)

    def append(self, lineno, line):
        self.errors.append((lineno, line))
        self.message += f'\n\t[line {lineno:2d}]: {line}'


class MissingSectionHeaderError(ParsingError):
    def __init__(self, filename, lineno, line):
        Error.__init__(self, f'File contains no section headers.\nfile: {filename!r}, line: {lineno}\n{line!r}')
        self.source, self.lineno, self.line = filename, lineno, line
        self.args = filename, lineno, line


class Interpolation:
    """Values as they stand."""

    def before_get(self, parser, section, option, value, defaults):
        return value

    def before_set(self, parser, section, option, value):
        return value

    def before_write(self, parser, section, option, value):
        return value


class BasicInterpolation(Interpolation):
    """%(name)s stands for another option of the section, %% for a percent sign."""

    def before_get(self, parser, section, option, value, defaults):
        return self._replaced(parser, section, option, value, value, defaults, 1)

    def _replaced(self, parser, section, option, raw, value, options, depth):
        if depth > MAX_INTERPOLATION_DEPTH:
            raise InterpolationDepthError(option, section, raw)

        def replacement(match):
            if match[0] == '%%':
                return '%'
            if match[1] is None:
                rest = value[match.start():]
                if rest.startswith('%('):
                    message = f'bad interpolation variable reference {rest!r}'
                else:
                    message = f"'%' must be followed by '%' or '(', found: {rest!r}"
                raise InterpolationSyntaxError(option, section, message)
            name = parser.optionxform(match[1])
            if name not in options:
                raise InterpolationMissingOptionError(option, section, raw, name) from None
            return self._replaced(parser, section, option, raw, options[name], options, depth + 1)

        return re.sub(r'%%|%\(([^)]+)\)s|%', replacement, value)

    def before_set(self, parser, section, option, value):
        rest = re.sub(r'%%|%\([^)]+\)s', '', value)
        if '%' in rest:
            raise ValueError(f"invalid interpolation syntax in {value!r} at position {value.find('%')}")
        return value


class ExtendedInterpolation(Interpolation):
    """${name} and ${section:name} stand for other options, $$ for a dollar sign."""

    def before_get(self, parser, section, option, value, defaults):
        return self._replaced(parser, section, option, value, value, defaults, 1)

    def _replaced(self, parser, section, option, raw, value, options, depth):
        if depth > MAX_INTERPOLATION_DEPTH:
            raise InterpolationDepthError(option, section, raw)

        def replacement(match):
            if match[0] == '$$':
                return '$'
            if match[1] is None:
                rest = value[match.start():]
                message = (f'bad interpolation variable reference {rest!r}' if rest.startswith('${')
                           else f"'$' must be followed by '$' or '{{', found: {rest!r}")
                raise InterpolationSyntaxError(option, section, message)
            where, _, name = match[1].rpartition(':')
            name = parser.optionxform(name)
            try:
                found = parser.get(where, name, raw=True) if where else options[name]
            except (KeyError, NoSectionError, NoOptionError):
                raise InterpolationMissingOptionError(option, section, raw, match[1]) from None
            there = dict(parser.items(where, raw=True)) if where else options
            return self._replaced(parser, where or section, option, raw, found, there, depth + 1)

        return re.sub(r'\$\$|\$\{([^}]+)\}|\$', replacement, value)

    def before_set(self, parser, section, option, value):
        if '$' in re.sub(r'\$\$|\$\{[^}]+\}', '', value):
            raise ValueError(f"invalid interpolation syntax in {value!r} at position {value.find('$')}")
        return value


class RawConfigParser(MutableMapping):
    """Reads, keeps and writes configurations, without interpolation."""

    _DEFAULT_INTERPOLATION = Interpolation()
    BOOLEAN_STATES = {'1': True, 'yes': True, 'true': True, 'on': True,
                      '0': False, 'no': False, 'false': False, 'off': False}

    def __init__(self, defaults=None, dict_type=dict, allow_no_value=False, *, delimiters=('=', ':'),
                 comment_prefixes=('#', ';'), inline_comment_prefixes=None, strict=True,
                 empty_lines_in_values=True, default_section=DEFAULTSECT, interpolation=_UNSET,
                 converters=_UNSET):
        self._dict = dict_type
        self._sections, self._defaults = dict_type(), dict_type()
        self._proxies = {default_section: SectionProxy(self, default_section)}
        self._allow_no_value, self._strict = allow_no_value, strict
        self._delimiters = tuple(delimiters)
        self._comments = tuple(comment_prefixes or ())
        self._inline = tuple(inline_comment_prefixes or ())
        self._empty_lines = empty_lines_in_values
        self.default_section = default_section
        interpolation = self._DEFAULT_INTERPOLATION if interpolation is _UNSET else interpolation
        self._interpolation = Interpolation() if interpolation is None else interpolation
        self.converters = {} if converters is _UNSET else dict(converters)
        for name, convert in self.converters.items():
            def getter(section, option, *, convert=convert, **options):
                return self._converted(section, option, convert, **options)
            setattr(self, f'get{name}', getter)
        if defaults:
            self._read_dict({default_section: defaults}, '<dict>')

    def optionxform(self, optionstr):
        return optionstr.lower()

    # --- sections and options ---

    def defaults(self):
        return self._defaults

    def sections(self):
        """The sections' names without that of the defaults."""
        return list(self._sections)

    def add_section(self, section):
        """Adds an empty section."""
        if section in self._sections:
            raise DuplicateSectionError(section)
        if section == self.default_section:
            raise ValueError(f'Invalid section name: {section!r}')
        self._add(section)

    def _add(self, section):
        self._sections[section] = self._dict()
        self._proxies[section] = SectionProxy(self, section)

    def has_section(self, section):
        return section in self._sections

    def _own(self, section):
        if section == self.default_section:
            return self._defaults
        if section not in self._sections:
            raise NoSectionError(section)
        return self._sections[section]

    def options(self, section):
        """The names of a section's options, those of the defaults included."""
        if section not in self._sections:
            raise NoSectionError(section) from None
        return list({**self._sections[section], **self._defaults})

    def has_option(self, section, option):
        """Whether a section, or the defaults, have an option."""
        if not section or section == self.default_section:
            return self.optionxform(option) in self._defaults
        if section not in self._sections:
            return False
        option = self.optionxform(option)
        return option in self._sections[section] or option in self._defaults

    def remove_option(self, section, option):
        """Takes an option away; whether there was one."""
        own, option = self._own(section or self.default_section), self.optionxform(option)
        existed = option in own
        if existed:
            del own[option]
        return existed

    def remove_section(self, section):
        """Takes a section away; whether there was one."""
        existed = section in self._sections
        if existed:
            del self._sections[section], self._proxies[section]
        return existed

    # --- values ---

    def _all(self, section, vars):
        if section == self.default_section:
            own = {}
        elif section in self._sections:
            own = self._sections[section]
        else:
            raise NoSectionError(section)
        given = {self.optionxform(key): None if value is None else str(value)
                 for key, value in (vars or {}).items()}
        return ChainMap(given, own, self._defaults)

    def get(self, section, option, *, raw=False, vars=None, fallback=_UNSET):
        """An option's value, with what it refers to filled in."""
        try:
            values = self._all(section, vars)
        except NoSectionError:
            if fallback is _UNSET:
                raise
            return fallback
        option = self.optionxform(option)
        if option not in values:
            if fallback is _UNSET:
                raise NoOptionError(option, section)
            return fallback
        value = values[option]
        if raw or value is None:
            return value
        return self._interpolation.before_get(self, section, option, value, values)

    def _converted(self, section, option, convert, *, raw=False, vars=None, fallback=_UNSET, **other):
        try:
            return convert(self.get(section, option, raw=raw, vars=vars))
        except (NoSectionError, NoOptionError):
            if fallback is _UNSET:
                raise
            return fallback

    def getint(self, section, option, **options):
        return self._converted(section, option, int, **options)

    def getfloat(self, section, option, **options):
        return self._converted(section, option, float, **options)

    def getboolean(self, section, option, **options):
        return self._converted(section, option, self._convert_to_boolean, **options)

    def _convert_to_boolean(self, value):
        if value.lower() not in self.BOOLEAN_STATES:
            raise ValueError(f'Not a boolean: {value}')
        return self.BOOLEAN_STATES[value.lower()]

    def items(self, section=_UNSET, raw=False, vars=None):
        """The (name, value) pairs of a section, or the (name, proxy) pairs of all."""
        if section is _UNSET:
            return super().items()
        values = {**self._defaults}
        if section in self._sections:
            values.update(self._sections[section])
        elif section != self.default_section:
            raise NoSectionError(section)
        names = list(values)
        for key, value in (vars or {}).items():
            values[self.optionxform(key)] = value
        return [(name, self._shown(section, name, values, raw)) for name in names]

    def _shown(self, section, name, values, raw):
        value = values[name]
        if raw or value is None:
            return value
        return self._interpolation.before_get(self, section, name, value, values)

    def set(self, section, option, value=None):
        """Sets an option's value."""
        if value:
            value = self._interpolation.before_set(self, section, option, value)
        self._own(section or self.default_section)[self.optionxform(option)] = value

    # --- as a mapping ---

    def __getitem__(self, key):
        if key != self.default_section and key not in self._sections:
            raise KeyError(key)
        return self._proxies[key]

    def __setitem__(self, key, value):
        if key in self and self[key] is value:
            return
        if key == self.default_section:
            self._defaults.clear()
        elif key in self._sections:
            self._sections[key].clear()
        self._read_dict({key: value}, '<dict>', False)

    def __delitem__(self, key):
        if key == self.default_section:
            raise ValueError('Cannot remove the default section.')
        if key not in self._sections:
            raise KeyError(key)
        self.remove_section(key)

    def __contains__(self, key):
        return key == self.default_section or key in self._sections

    def __len__(self):
        return len(self._sections) + 1

    def __iter__(self):
        yield self.default_section
        yield from self._sections

    # --- reading ---

    def read(self, filenames, encoding=None):
        """Read and parse files; those that can't be opened are left out."""
        names = [filenames] if isinstance(filenames, (str, bytes)) or hasattr(filenames, '__fspath__') else filenames
        done = []
        for name in names:
            try:
                with open(name, encoding=encoding) as file:
                    self._read(file, str(name))
            except OSError:
                continue
            done.append(name.__fspath__() if hasattr(name, '__fspath__') else name)
        return done

    def read_file(self, f, source=None):
        """Reads lines: those of an open file, say."""
        self._read(f, getattr(f, 'name', '<???>') if source is None else source)

    def read_string(self, string, source='<string>'):
        """Reads the lines of a text."""
        self._read(string.splitlines(True), source)

    def read_dict(self, dictionary, source='<dict>'):
        """Takes sections and options from a mapping of mappings."""
        self._read_dict(dictionary, source)

    def _read_dict(self, dictionary, source, strict=None):
        strict = self._strict if strict is None else strict
        seen = set()
        for section, options in dictionary.items():
            section = str(section)
            if strict and section in seen:
                raise DuplicateSectionError(section, source)
            seen.add(section)
            if section != self.default_section and section not in self._sections:
                self.add_section(section)
            for key, value in options.items():
                key = self.optionxform(str(key))
                if strict and (section, key) in seen:
                    raise DuplicateOptionError(section, key, source)
                seen.add((section, key))
                self.set(section, key, None if value is None else str(value))

    def _bare(self, line):
        """A line without its comment; None when it is nothing else."""
        if line.strip().startswith(self._comments):
            return None
        ends = [match.start() for prefix in self._inline
                for match in re.finditer(r'(?:^|(?<=\s))' + re.escape(prefix), line)]
        return line[:min(ends)] if ends else line

    def _read(self, lines, source):
        section = option = None
        name = None
        seen, level, failure = set(), 0, None
        delimiters = '|'.join(map(re.escape, self._delimiters))
        pattern = re.compile(rf'(.*?)\s*(?:({delimiters})\s*(.*))?' if self._allow_no_value
                             else rf'(.*?)\s*({delimiters})\s*(.*)')
        for lineno, line in enumerate(lines, 1):
            bare = self._bare(line)
            value = '' if bare is None else bare.strip()
            if not value:
                if self._empty_lines and bare is not None and option is not None and section is not None:
                    if section[option] is not None:
                        section[option].append('')
                elif not self._empty_lines:
                    level = 1 << 30
                continue
            indent = len(line) - len(line.lstrip())
            if section is not None and option is not None and indent > level:
                section[option].append(value)
                continue
            level = indent
            header = re.match(r'\[(.+)\]', value)
            if header:
                name, option = header[1], None
                if name == self.default_section:
                    section = self._defaults
                elif name in self._sections:
                    if self._strict and name in seen:
                        raise DuplicateSectionError(name, source, lineno)
                    section = self._sections[name]
                else:
                    self._add(name)
                    section = self._sections[name]
                seen.add(name)
                continue
            if section is None:
                raise MissingSectionHeaderError(source, lineno, line)
            match = pattern.fullmatch(value)
            if match is None or not match[1]:
                failure = failure or ParsingError(source)
                failure.append(lineno, repr(line))
                continue
            option = self.optionxform(match[1].rstrip())
            if self._strict and (name, option) in seen:
                raise DuplicateOptionError(name, option, source, lineno)
            seen.add((name, option))
            section[option] = None if match[2] is None else [match[3].strip()]
        for values in (self._defaults, *self._sections.values()):
            for key, value in values.items():
                if isinstance(value, list):
                    values[key] = '\n'.join(value).rstrip()
        if failure:
            raise failure

    # --- writing ---

    def write(self, fp, space_around_delimiters=True):
        """Writes what reading gives this configuration again."""
        sign = f' {self._delimiters[0]} ' if space_around_delimiters else self._delimiters[0]
        if self._defaults:
            self._write_section(fp, self.default_section, self._defaults, sign)
        for section, values in self._sections.items():
            self._write_section(fp, section, values, sign)

    def _write_section(self, fp, section, values, sign):
        fp.write(f'[{section}]\n')
        for key, value in values.items():
            value = self._interpolation.before_write(self, section, key, value)
            if value is not None or not self._allow_no_value:
                key += sign + str(value).replace('\n', '\n\t')
            fp.write(f'{key}\n')
        fp.write('\n')


class ConfigParser(RawConfigParser):
    """The usual parser: values may refer to others."""

    _DEFAULT_INTERPOLATION = BasicInterpolation()

    def set(self, section, option, value=None):
        """Set an option; its value is text."""
        if not isinstance(option, str):
            raise TypeError('option keys must be strings')
        if not (isinstance(value, str) or value is None and self._allow_no_value):
            raise TypeError('option values must be strings')
        super().set(section, option, value)

    def add_section(self, section):
        """Adds an empty section whose name is text."""
        if not isinstance(section, str):
            raise TypeError('section names must be strings')
        super().add_section(section)


class SectionProxy(MutableMapping):
    """A section, as a mapping."""

    def __init__(self, parser, name):
        self._parser, self._name = parser, name
        for kind in ('int', 'float', 'boolean'):
            setattr(self, f'get{kind}', self._getter(kind))

    def _getter(self, kind):
        def get(option, fallback=None, *, raw=False, vars=None):
            getter = getattr(self._parser, f'get{kind}')
            return getter(self._name, option, raw=raw, vars=vars, fallback=fallback)
        return get

    def __repr__(self):
        return f'<Section: {self._name}>'

    def __getitem__(self, key):
        if not self._parser.has_option(self._name, key):
            raise KeyError(key)
        return self._parser.get(self._name, key)

    def __setitem__(self, key, value):
        self._parser.set(self._name, key, value)

    def __delitem__(self, key):
        if not (self._parser.has_option(self._name, key) and self._parser.remove_option(self._name, key)):
            raise KeyError(key)

    def __contains__(self, key):
        return self._parser.has_option(self._name, key)

    def _names(self):
        if self._name == self._parser.default_section:
            return list(self._parser.defaults())
        return self._parser.options(self._name)

    def __len__(self):
        return len(self._names())

    def __iter__(self):
        return iter(self._names())

    @property
    def parser(self):
        return self._parser

    @property
    def name(self):
        return self._name

    def get(self, option, fallback=None, *, raw=False, vars=None):
        """An option's value, or the fallback."""
        return self._parser.get(self._name, option, raw=raw, vars=vars, fallback=fallback)
