"""Reads messages that come in pieces.

    headers, an empty line, then:  the content  |  preamble --b part --b part --b-- epilogue

Nothing stops the reading: what is wrong is noted as a defect.
"""

import re

from io import StringIO

from email import errors
from email._policybase import compat32

__all__ = ['FeedParser', 'BytesFeedParser']



def _begins_header(line):
    """Whether a line is a header's: `Name: value`, what goes on with one, or a mailbox's `From `."""
    name, colon, _ = line.partition(':')
    return line.startswith((' ', '\t', 'From ')) or bool(colon) and all('!' <= char <= '~' for char in name)



class FeedParser:
    """Is fed with text; `close()` gives the message."""

    def __init__(self, _factory=None, *, policy=compat32):
        self.policy, self._pieces, self._headers_only = policy, [], False
        if _factory is not None:
            self._factory = _factory
        elif policy.message_factory is None:
            from email.message import Message
            self._factory = Message
        else:
            self._factory = policy.message_factory

    def feed(self, data):
        """Takes more."""
        self._pieces.append(data)

    def close(self):
        """The message."""
        self._lines = list(StringIO(''.join(self._pieces), newline=''))
        message = self._new(None)
        self._read(message, 0, len(self._lines))
        if message.get_content_maintype() == 'multipart' and not message.is_multipart() and not self._headers_only:
            self._defect(message, errors.MultipartInvariantViolationDefect())
        return message

    def _new(self, parent):
        try:
            made = self._factory(policy=self.policy)
        except TypeError:
            made = self._factory()
        if parent is not None and parent.get_content_type() == 'multipart/digest':
            made.set_default_type('message/rfc822')
        return made

    def _defect(self, message, defect):
        self.policy.handle_defect(message, defect)

    def _read(self, message, at, end):
        """Reads a message out of some lines."""
        lines, headers = self._lines, []
        while at < end:
            line = lines[at]
            if not _begins_header(line):
                if line.strip('\r\n'):
                    self._defect(message, errors.MissingHeaderBodySeparatorDefect())
                else:
                    at += 1
                break
            headers.append(line)
            at += 1
        self._headers(message, headers)
        kind = message.get_content_maintype()
        if self._headers_only:
            message.set_payload(''.join(lines[at:end]))
        elif message.get_content_type() == 'message/delivery-status':
            self._blocks(message, at, end)
        elif kind == 'message':
            inner = self._new(message)
            self._read(inner, at, end)
            message.attach(inner)
        elif kind == 'multipart':
            self._parts(message, at, end)
        else:
            message.set_payload(''.join(lines[at:end]))

    def _headers(self, message, lines):
        current = []

        def done():
            if current:
                message.set_raw(*self.policy.header_source_parse(current))
                current.clear()

        for place, line in enumerate(lines):
            if line.startswith((' ', '\t')):
                if not current:
                    self._defect(message, errors.FirstHeaderLineIsContinuationDefect(line))
                    continue
                current.append(line)
                continue
            done()
            if line.startswith('From '):
                if place == 0:
                    message.set_unixfrom(line.rstrip('\r\n'))
                elif place != len(lines) - 1:
                    self._defect(message, errors.MisplacedEnvelopeHeaderDefect(line))
                continue
            if line[0] == ':':
                self._defect(message, errors.InvalidHeaderDefect('Missing header name.'))
                continue
            current.append(line)
        done()

    def _blocks(self, message, at, end):
        """Headers, and headers again."""
        while at < end:
            stop = at
            while stop < end and self._lines[stop].strip('\r\n'):
                stop += 1
            inner = self._new(message)
            self._headers(inner, self._lines[at:stop])
            inner.set_payload('')
            message.attach(inner)
            at = stop + 1

    def _parts(self, message, at, end):
        lines, boundary = self._lines, message.get_boundary()
        if boundary is None:
            self._defect(message, errors.NoBoundaryInMultipartDefect())
            message.set_payload(''.join(lines[at:end]))
            return
        if str(message.get('content-transfer-encoding', '8bit')).lower() not in ('7bit', '8bit', 'binary'):
            self._defect(message, errors.InvalidMultipartContentTransferEncodingDefect())
        mark = re.compile(re.escape('--' + boundary) + r'(?P<end>--)?[ \t]*(?:\r\n|\r|\n)?$')
        preamble, start, closed = [], None, False
        begin = at
        while at < end:
            found = mark.match(lines[at]) if lines[at].startswith('--') else None
            if found:
                if start is not None:
                    self._part(message, start, at)
                elif at > begin:
                    preamble = lines[begin:at]
                start = at + 1
                if found['end']:
                    closed = True
                    break
                # Boundaries without anything between them count once.
                while at + 1 < end and (again := mark.match(lines[at + 1])) and not again['end']:
                    at += 1
                    start = at + 1
            at += 1
        if start is None:
            self._defect(message, errors.StartBoundaryNotFoundDefect())
            message.set_payload(''.join(lines[begin:end]))
            return
        if preamble:
            message.preamble = self._without_end(''.join(preamble))
        if not closed:
            if start < end:
                self._part(message, start, end)
            self._defect(message, errors.CloseBoundaryNotFoundDefect())
            return
        if message._payload is None:
            message.set_payload([])
        rest = lines[at + 1:end]
        if lines[at].endswith(('\r', '\n')):
            message.epilogue = ''.join(rest)
        elif rest:
            message.epilogue = ''.join(rest)

    def _part(self, message, start, end):
        """A part; the end of its last line belongs to what follows."""
        inner = self._new(message)
        last = self._lines[end - 1] if end > start else None
        if last is not None:
            self._lines[end - 1] = self._without_end(last)
        self._read(inner, start, end)
        message.attach(inner)

    @staticmethod
    def _without_end(text):
        if text.endswith('\r\n'):
            return text[:-2]
        return text[:-1] if text.endswith(('\r', '\n')) else text


class BytesFeedParser(FeedParser):
    """Is fed with bytes."""

    def feed(self, data):
        super().feed(bytes(data).decode('ascii', 'surrogateescape'))
