"""Messages in other languages, out of GNU's .mo files.

    magic, revision, count, where the originals are, where the translations are: pairs of (length, place)
"""

import os
import re
import struct
import sys

__all__ = ['NullTranslations', 'GNUTranslations', 'Catalog', 'bindtextdomain', 'find', 'translation', 'install',
           'textdomain', 'dgettext', 'dngettext', 'gettext', 'ngettext', 'pgettext', 'dpgettext', 'npgettext',
           'dnpgettext']

_default_localedir = os.path.join(sys.base_prefix, 'share', 'locale')

# --- which of several forms a number takes ---

_TOKENS = re.compile(r'(?P<space>[ \t]+)|(?P<number>\d+\b)|(?P<name>n\b)|(?P<paren>[()])'
                     r'|(?P<op>[-*/%+?:]|[><!]=?|==|&&|\|\|)|(?P<bad>\w+|.)', re.DOTALL)
_LEVELS = [{'||'}, {'&&'}, {'==', '!='}, {'<', '>', '<=', '>='}, {'+', '-'}, {'*', '/', '%'}]
_PYTHON = {'||': 'or', '&&': 'and', '/': '//'}


def _tokens(plural):
    for found in _TOKENS.finditer(plural):
        if found.lastgroup == 'bad':
            raise ValueError('invalid token in plural form: %s' % found[0])
        if found.lastgroup != 'space':
            yield found[0]
    yield ''


def _unexpected(token):
    return ValueError('unexpected token in plural form: %s' % token if token else 'unexpected end of plural form')


class _Plural:
    """Turns C's expression into Python's."""

    def __init__(self, plural):
        self._tokens = _tokens(plural)
        self._next()

    def _next(self):
        self.token = next(self._tokens)

    def whole(self):
        text = self._choice(0)
        if self.token:
            raise _unexpected(self.token)
        return text

    def _choice(self, depth):
        if depth > 20:
            raise ValueError('plural form expression is too complex')
        text = self._level(0, depth)
        if self.token != '?':
            return text
        self._next()
        yes = self._choice(depth + 1)
        if self.token != ':':
            raise _unexpected(self.token)
        self._next()
        return f'({yes} if {text} else {self._choice(depth + 1)})'

    def _level(self, level, depth):
        if level == len(_LEVELS):
            return self._atom(depth)
        text = self._level(level + 1, depth)
        while self.token in _LEVELS[level]:
            sign = self.token
            self._next()
            text = f'({text} {_PYTHON.get(sign, sign)} {self._level(level + 1, depth)})'
        return text

    def _atom(self, depth):
        token = self.token
        if token == '!':
            self._next()
            return f'(not {self._atom(depth + 1)})'
        if token == '(':
            if depth > 20:
                raise ValueError('plural form expression is too complex')
            self._next()
            text = self._choice(depth + 1)
            if self.token != ')':
                raise ValueError('unbalanced parenthesis in plural form')
            self._next()
            return text
        if token != 'n' and not token.isdigit():
            raise _unexpected(token)
        self._next()
        return str(int(token)) if token != 'n' else token


def c2py(plural):
    """A function of a number that says which form it takes."""
    if len(plural) > 1000:
        raise ValueError('plural form expression is too long')
    try:
        choose = eval('lambda n: int(' + _Plural(plural).whole() + ')')
    except RecursionError:
        raise ValueError('plural form expression is too complex') from None

    def func(n):
        if not isinstance(n, int):
            n = _as_int(n)
        return choose(n)
    return func


def _as_int(n):
    try:
        round(n)
    except TypeError:
        raise TypeError(f'Plural value must be an integer, got {n.__class__.__name__}') from None
    import warnings
    warnings.warn(f'Plural value must be an integer, got {n.__class__.__name__}', DeprecationWarning, stacklevel=4)
    return n


# --- translations ---

class NullTranslations:
    """Leaves messages as they are, or asks another."""

    def __init__(self, fp=None):
        self._info, self._charset, self._fallback = {}, None, None
        if fp is not None:
            self._parse(fp)

    def _parse(self, fp):
        """A file of no kind that is known."""

    def add_fallback(self, fallback):
        """Whom to ask for what is missing here."""
        if self._fallback:
            self._fallback.add_fallback(fallback)
        else:
            self._fallback = fallback

    def gettext(self, message):
        return self._fallback.gettext(message) if self._fallback else message

    def ngettext(self, msgid1, msgid2, n):
        if self._fallback:
            return self._fallback.ngettext(msgid1, msgid2, n)
        return msgid1 if n == 1 else msgid2

    def pgettext(self, context, message):
        return self._fallback.pgettext(context, message) if self._fallback else message

    def npgettext(self, context, msgid1, msgid2, n):
        if self._fallback:
            return self._fallback.npgettext(context, msgid1, msgid2, n)
        return msgid1 if n == 1 else msgid2

    def info(self):
        """What the catalog says of itself."""
        return self._info

    def charset(self):
        """The catalog's encoding."""
        return self._charset

    def install(self, names=None):
        """Makes `_` a built-in function."""
        import builtins
        builtins.__dict__['_'] = self.gettext
        if names is not None:
            for name in {'gettext', 'ngettext', 'npgettext', 'pgettext'} & set(names):
                builtins.__dict__[name] = getattr(self, name)


class GNUTranslations(NullTranslations):
    """A catalog in a .mo file."""

    LE_MAGIC, BE_MAGIC = 0x950412de, 0xde120495
    CONTEXT = '%s\x04%s'
    VERSIONS = (0, 1)

    def _parse(self, fp):
        name = getattr(fp, 'name', '')
        self._catalog, self.plural = {}, lambda n: int(n != 1)
        data = fp.read()
        order = {self.LE_MAGIC: '<', self.BE_MAGIC: '>'}.get(int.from_bytes(data[:4], 'little'))
        if order is None:
            raise OSError(0, 'Bad magic number', name)
        version, count, originals, translations = struct.unpack(order + '4I', data[4:20])
        if version >> 16 not in self.VERSIONS:
            raise OSError(0, 'Bad version number ' + str(version >> 16), name)
        for place in range(count):
            original = self._piece(data, order, originals + 8 * place, name)
            translation = self._piece(data, order, translations + 8 * place, name)
            if not original:
                self._read_info(translation)
            charset = self._charset or 'ascii'
            if b'\x00' in original:
                original = str(original.split(b'\x00')[0], charset)
                for form, text in enumerate(translation.split(b'\x00')):
                    self._catalog[original, form] = str(text, charset)
            else:
                self._catalog[str(original, charset)] = str(translation, charset)

    @staticmethod
    def _piece(data, order, at, name):
        length, start = struct.unpack(order + 'II', data[at:at + 8])
        if start + length > len(data):
            raise OSError(0, 'File is corrupt', name)
        return data[start:start + length]

    def _read_info(self, text):
        last = None
        for line in str(text, 'ascii', 'replace').split('\n'):
            line = line.strip()
            if not line or line.startswith('#-#-#-#-#') and line.endswith('#-#-#-#-#'):
                continue
            key, colon, value = line.partition(':')
            if colon:
                last = key.strip().lower()
                self._info[last] = value.strip()
            elif last:
                self._info[last] += '\n' + line
            if last == 'content-type':
                self._charset = self._info[last].partition('charset=')[2] or self._charset
            elif last == 'plural-forms':
                self.plural = c2py(self._info[last].split(';')[1].split('plural=')[1])

    def gettext(self, message):
        found = self._catalog.get(message, self)
        if found is self:
            found = self._catalog.get((message, self.plural(1)), self)
        return super().gettext(message) if found is self else found

    def ngettext(self, msgid1, msgid2, n):
        try:
            return self._catalog[msgid1, self.plural(n)]
        except KeyError:
            return super().ngettext(msgid1, msgid2, n)

    def pgettext(self, context, message):
        key = self.CONTEXT % (context, message)
        found = self._catalog.get(key, self)
        if found is self:
            found = self._catalog.get((key, self.plural(1)), self)
        return super().pgettext(context, message) if found is self else found

    def npgettext(self, context, msgid1, msgid2, n):
        try:
            return self._catalog[self.CONTEXT % (context, msgid1), self.plural(n)]
        except KeyError:
            return super().npgettext(context, msgid1, msgid2, n)




def _expand_lang(loc):
    """de_DE.UTF-8@euro, and every shorter name of the same."""
    loc, at, modifier = loc.partition('@')
    loc, dot, codeset = loc.partition('.')
    language, under, territory = loc.partition('_')
    parts = [(at and at + modifier, 1), (dot and dot + codeset, 2), (under and under + territory, 4)]
    mask = sum(bit for part, bit in parts if part)
    made = []
    for choice in range(mask + 1):
        if not choice & ~mask:
            made.append(language + ''.join(part for part, bit in reversed(parts) if choice & bit))
    made.reverse()
    return made


def find(domain, localedir=None, languages=None, all=False):
    """The file of a catalog in one of the languages; with `all`, a list of all files."""
    localedir = _default_localedir if localedir is None else localedir
    if languages is None:
        languages = []
        for variable in ('LANGUAGE', 'LC_ALL', 'LC_MESSAGES', 'LANG'):
            if value := os.environ.get(variable):
                languages = value.split(':')
                break
        if 'C' not in languages:
            languages.append('C')
    names = []
    for language in languages:
        names.extend(name for name in _expand_lang(language) if name not in names)
    found = []
    for name in names:
        if name == 'C':
            break
        file = os.path.join(localedir, name, 'LC_MESSAGES', '%s.mo' % domain)
        if os.path.exists(file):
            if not all:
                return file
            found.append(file)
    return found if all else None


_translations = {}


def translation(domain, localedir=None, languages=None, class_=None, fallback=False):
    """The catalog of a domain, with the others of its languages behind it."""
    import copy
    class_ = GNUTranslations if class_ is None else class_
    files = find(domain, localedir, languages, all=True)
    if not files:
        if fallback:
            return NullTranslations()
        from errno import ENOENT
        raise FileNotFoundError(ENOENT, 'No translation file found for domain', domain)
    result = None
    for file in files:
        key = class_, os.path.abspath(file)
        known = _translations.get(key)
        if known is None:
            with open(file, 'rb') as opened:
                known = _translations.setdefault(key, class_(opened))
        known = copy.copy(known)
        if result is None:
            result = known
        else:
            result.add_fallback(known)
    return result


def install(domain, localedir=None, *, names=None):
    """Makes `_` a built-in function that translates."""
    translation(domain, localedir, fallback=True).install(names)


# --- functions with a current domain ---

_localedirs = {}
_current_domain = 'messages'


def textdomain(domain=None):
    """The current domain; sets it unless it is None."""
    global _current_domain
    if domain is not None:
        _current_domain = domain
    return _current_domain


def bindtextdomain(domain, localedir=None):
    """Where the catalogs of a domain are; sets it unless it is None."""
    if localedir is not None:
        _localedirs[domain] = localedir
    return _localedirs.get(domain, _default_localedir)


def _of(domain):
    return translation(domain, _localedirs.get(domain), fallback=True)


def dgettext(domain, message):
    return _of(domain).gettext(message)


def dngettext(domain, msgid1, msgid2, n):
    return _of(domain).ngettext(msgid1, msgid2, n)


def dpgettext(domain, context, message):
    return _of(domain).pgettext(context, message)


def dnpgettext(domain, context, msgid1, msgid2, n):
    return _of(domain).npgettext(context, msgid1, msgid2, n)


def gettext(message):
    return dgettext(_current_domain, message)


def ngettext(msgid1, msgid2, n):
    return dngettext(_current_domain, msgid1, msgid2, n)


def pgettext(context, message):
    return dpgettext(_current_domain, context, message)


def npgettext(context, msgid1, msgid2, n):
    return dnpgettext(_current_domain, context, msgid1, msgid2, n)


Catalog = translation
