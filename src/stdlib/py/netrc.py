"""Names and passwords for hosts, out of ~/.netrc."""

import os
import stat

__all__ = ['netrc', 'NetrcParseError']


class NetrcParseError(Exception):
    """The file is not as it should be."""

    def __init__(self, msg, filename=None, lineno=None):
        self.filename, self.lineno, self.msg = filename, lineno, msg
        super().__init__(msg)

    def __str__(self):
        return f'{self.msg} ({self.filename}, line {self.lineno})'


class _Words:
    """The words of a text: quotes hold words together, a backslash takes what follows as it is."""

    def __init__(self, text):
        self._text, self._at, self.line = text, 0, 1

    def _char(self):
        char = self._text[self._at:self._at + 1]
        self._at += 1
        self.line += char == '\n'
        return char

    def line_text(self):
        """The rest of a line, with its end."""
        end = self._text.find('\n', self._at) + 1 or len(self._text)
        found, self._at = self._text[self._at:end], end
        self.line += found.endswith('\n')
        return found

    def word(self):
        """The next word, or ''."""
        char = self._char()
        while char and char in '\n\t\r ':
            char = self._char()
        word = ''
        if char == '"':
            while char := self._char():
                if char == '"':
                    return word
                word += self._char() if char == '\\' else char
            return word
        while char and char not in '\n\t\r ':
            word += self._char() if char == '\\' else char
            char = self._char()
        if char:
            # The space after a word is not read with it: a comment may end there.
            self._at -= 1
            self.line -= char == '\n'
        return word


class netrc:
    """The entries of a file: `hosts` maps a host to (login, account, password), `macros` a name to lines."""

    def __init__(self, file=None):
        default = file is None
        if default:
            file = os.path.join(os.path.expanduser('~'), '.netrc')
        self.hosts, self.macros = {}, {}
        try:
            with open(file, encoding='utf-8') as opened:
                text = opened.read()
        except UnicodeDecodeError:
            with open(file, encoding='locale') as opened:
                text = opened.read()
        if default:
            self._check_owner(file)
        self._parse(file, text)

    @staticmethod
    def _check_owner(file):
        known = os.stat(file)
        if known.st_uid != os.getuid():
            raise NetrcParseError(f'~/.netrc file owner (uid {known.st_uid}) does not match current user (uid {os.getuid()})')
        if known.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise NetrcParseError('~/.netrc access too permissive: access permissions must restrict access to only the owner')

    def _parse(self, file, text):
        words = _Words(text)
        while True:
            line = words.line
            word = words.word()
            if not word:
                return
            if word[0] == '#':
                if words.line == line or len(word) == 1:
                    words.line_text()
            elif word == 'machine':
                self._entry(file, words, words.word())
            elif word == 'default':
                self._entry(file, words, 'default')
            elif word == 'macdef':
                self._macro(file, words)
            else:
                raise NetrcParseError('bad toplevel token %r' % word, file, words.line)

    def _macro(self, file, words):
        name = words.word()
        words.line_text()
        lines = self.macros[name] = []
        while True:
            line = words.line_text()
            if not line:
                raise NetrcParseError('Macro definition missing null line terminator.', file, words.line)
            if line == '\n':
                return
            lines.append(line)

    def _entry(self, file, words, name):
        if not name:
            raise NetrcParseError('missing %r name' % 'machine', file, words.line)
        login = account = password = ''
        while True:
            start, before = words._at, words.line
            word = words.word()
            if word.startswith('#'):
                if words.line == before or len(word) == 1:
                    words.line_text()
            elif word in ('', 'machine', 'default', 'macdef'):
                words._at, words.line = start, before
                self.hosts[name] = (login, account, password)
                return
            elif word in ('login', 'user'):
                login = words.word()
            elif word == 'account':
                account = words.word()
            elif word == 'password':
                password = words.word()
            else:
                raise NetrcParseError('bad follower token %r' % word, file, words.line)

    def authenticators(self, host):
        """(login, account, password) for a host, or None."""
        return self.hosts.get(host) or self.hosts.get('default')

    def __repr__(self):
        lines = []
        for host, (login, account, password) in self.hosts.items():
            lines.append(f'machine {host}\n\tlogin {login}\n')
            if account:
                lines.append(f'\taccount {account}\n')
            lines.append(f'\tpassword {password}\n')
        for name, macro in self.macros.items():
            lines.append(f'macdef {name}\n')
            lines.extend(macro)
            lines.append('\n')
        return ''.join(lines)
