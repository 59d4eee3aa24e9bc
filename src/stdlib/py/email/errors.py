"""What goes wrong with messages. A defect is noted in the message, and reading goes on."""


class MessageError(Exception):
    """Something is wrong with a message."""


class MessageParseError(MessageError):
    """A message can't be read."""


class HeaderParseError(MessageParseError):
    """A header can't be read."""


class BoundaryError(MessageParseError):
    """The parts of a message have no end."""


class MultipartConversionError(MessageError, TypeError):
    """A message that has a text can't have parts."""


class CharsetError(MessageError):
    """A character set is wrong."""


class HeaderWriteError(MessageError):
    """A header can't be written."""


class MessageDefect(ValueError):
    """Something in a message is not as it should be."""

    def __init__(self, line=None):
        if line is not None:
            super().__init__(line)
        self.line = line


class HeaderDefect(MessageDefect):
    """Something in a header is not as it should be."""

    def __init__(self, *args, **kw):
        super().__init__(*args, **kw)


for _base, _names in (
        (MessageDefect, 'NoBoundaryInMultipartDefect StartBoundaryNotFoundDefect CloseBoundaryNotFoundDefect '
         'FirstHeaderLineIsContinuationDefect MisplacedEnvelopeHeaderDefect MissingHeaderBodySeparatorDefect '
         'MultipartInvariantViolationDefect InvalidMultipartContentTransferEncodingDefect UndecodableBytesDefect '
         'InvalidBase64PaddingDefect InvalidBase64CharactersDefect InvalidBase64LengthDefect'),
        (HeaderDefect, 'InvalidHeaderDefect HeaderMissingRequiredValue ObsoleteHeaderDefect NonASCIILocalPartDefect '
         'InvalidDateDefect')):
    for _name in _names.split():
        globals()[_name] = type(_name, (_base,), {'__module__': __name__})

MalformedHeaderDefect = MissingHeaderBodySeparatorDefect


class NonPrintableDefect(HeaderDefect):
    """Characters that are none."""

    def __init__(self, non_printables):
        super().__init__(non_printables)
        self.non_printables = non_printables

    def __str__(self):
        return f'the following ASCII non-printables found in header: {self.non_printables}'
