"""How messages are read and written. `compat32` keeps headers as the texts that they are."""

from email import charset as _charset
from email import header

__all__ = ['Policy', 'Compat32', 'compat32']

_UNKNOWN = _charset.UNKNOWN8BIT


class _Settings:
    """Settings that are class attributes; an object may have others, and is never changed."""

    def __init__(self, **kw):
        for name, value in kw.items():
            if not hasattr(self, name):
                raise TypeError(f'{name!r} is an invalid keyword argument for {self.__class__.__name__}')
            object.__setattr__(self, name, value)

    def __repr__(self):
        args = [f'{name}={value!r}' for name, value in self.__dict__.items()]
        return f"{self.__class__.__name__}({', '.join(args)})"

    def clone(self, **kw):
        """The same with some settings changed."""
        made = self.__class__.__new__(self.__class__)
        for name, value in {**self.__dict__, **kw}.items():
            if not hasattr(self, name):
                raise TypeError(f'{name!r} is an invalid keyword argument for {self.__class__.__name__}')
            object.__setattr__(made, name, value)
        return made

    def __setattr__(self, name, value):
        if hasattr(self, name):
            raise AttributeError(f'{self.__class__.__name__!r} object attribute {name!r} is read-only')
        raise AttributeError(f'{self.__class__.__name__!r} object has no attribute {name!r}')

    def __add__(self, other):
        """The settings of both; those on the right have the last word."""
        return self.clone(**other.__dict__)


class Policy(_Settings):
    """How long lines are, how they end, what is done about defects."""

    raise_on_defect, linesep, cte_type, max_line_length, mangle_from_ = False, '\n', '8bit', 78, False
    message_factory, verify_generated_headers = None, True

    def handle_defect(self, obj, defect):
        """Something is not as it should be."""
        if self.raise_on_defect:
            raise defect
        self.register_defect(obj, defect)

    def register_defect(self, obj, defect):
        """Notes a defect."""
        obj.defects.append(defect)

    def header_max_count(self, name):
        """How many headers of that name there may be, or None."""
        return None




class Compat32(Policy):
    """Headers are texts, or Header objects if they hold bytes that are no text."""

    mangle_from_ = True

    def _sanitized(self, name, value):
        if not isinstance(value, str):
            return value
        try:
            value.encode()
        except UnicodeEncodeError:
            return header.Header(value, charset=_UNKNOWN, header_name=name)
        return value

    def header_source_parse(self, sourcelines):
        """(name, value) of the lines of a header."""
        name, value = sourcelines[0].split(':', 1)
        value = ''.join((value, *sourcelines[1:])).lstrip(' \t\r\n')
        return name, value.rstrip('\r\n')

    def header_store_parse(self, name, value):
        """(name, value) of a header that a program sets."""
        return name, value

    def header_fetch_parse(self, name, value):
        """What a program gets."""
        return self._sanitized(name, value)

    def fold(self, name, value):
        """The lines of a header."""
        return self._folded(name, value, True)

    def fold_binary(self, name, value):
        """The lines of a header, as bytes."""
        return self._folded(name, value, self.cte_type == '7bit').encode('ascii', 'surrogateescape')

    def _folded(self, name, value, sanitize):
        if isinstance(value, str):
            try:
                value.encode()
                made = header.Header(value, header_name=name)
            except UnicodeEncodeError:
                if not sanitize:
                    return f'{name}: {value}{self.linesep}'
                made = header.Header(value, charset=_UNKNOWN, header_name=name)
        else:
            made = value
        length = self.max_line_length or 0
        return f'{name}: {made.encode(linesep=self.linesep, maxlinelen=length)}{self.linesep}'


compat32 = Compat32()
