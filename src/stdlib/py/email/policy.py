"""The policies that programs name: `default` has headers with a meaning, `compat32` is the old one."""

import re

from email._policybase import Compat32, Policy, compat32
from email.utils import _has_surrogates

__all__ = ['Compat32', 'compat32', 'Policy', 'EmailPolicy', 'default', 'strict', 'SMTP', 'HTTP', 'SMTPUTF8']

_LINES = re.compile(r'\r\n|\n|\r')


class _Registry:
    """Makes values of headers, by their names."""

    def __call__(self, name, value):
        from email import headerregistry
        return headerregistry.make(name, value)


class EmailPolicy(Policy):
    """Values of headers are texts that know more: addresses, dates, parameters."""

    utf8, refold_source, header_factory = False, 'long', _Registry()
    content_manager = None

    def __init__(self, **kw):
        if 'header_factory' not in kw:
            object.__setattr__(self, 'header_factory', _Registry())
        super().__init__(**kw)

    @property
    def message_factory(self):
        """The class of messages."""
        if (made := self.__dict__.get('_message_factory')) is not None:
            return made
        from email._rich import EmailMessage
        return EmailMessage

    def header_max_count(self, name):
        from email import headerregistry
        return headerregistry.max_count(name)

    def header_source_parse(self, sourcelines):
        name, value = sourcelines[0].split(':', 1)
        value = ''.join((value, *sourcelines[1:])).lstrip(' \t\r\n')
        return name, value.rstrip('\r\n')

    def header_store_parse(self, name, value):
        if hasattr(value, 'name') and value.name.lower() == name.lower():
            return name, value
        if isinstance(value, str) and len(value.splitlines()) > 1:
            raise ValueError('Header values may not contain linefeed or carriage return characters')
        return name, self.header_factory(name, value)

    def header_fetch_parse(self, name, value):
        if hasattr(value, 'name'):
            return value
        return self.header_factory(name, ''.join(_LINES.split(value)))

    def fold(self, name, value):
        return self._fold(name, value, self.utf8)

    def fold_binary(self, name, value):
        folded = self._fold(name, value, self.utf8)
        return folded.encode('utf-8' if self.utf8 else 'ascii', 'surrogateescape')

    def _fold(self, name, value, utf8):
        if hasattr(value, 'name'):
            return value.fold(policy=self)
        most = self.max_line_length or 1 << 60
        lines = value.splitlines()
        refold = self.refold_source == 'all' or self.refold_source == 'long' and (
            lines and len(lines[0]) + len(name) + 2 > most or any(len(line) > most for line in lines[1:]))
        if refold or _has_surrogates(value) or not utf8 and not value.isascii():
            return self.header_factory(name, ''.join(lines)).fold(policy=self)
        return name + ': ' + self.linesep.join(lines) + self.linesep


default = EmailPolicy()
strict = default.clone(raise_on_defect=True)
SMTP = default.clone(linesep='\r\n')
HTTP = default.clone(linesep='\r\n', max_line_length=None)
SMTPUTF8 = SMTP.clone(utf8=True)
