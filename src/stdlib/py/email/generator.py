"""Writes messages."""

import random
import re
import sys
import time

from copy import deepcopy
from io import BytesIO, StringIO

from email.utils import _has_surrogates

__all__ = ['Generator', 'DecodedGenerator', 'BytesGenerator']



def _mangled(text):
    """A line of a mailbox that begins with `From ` begins a message: others get a mark."""
    text = text.replace('\nFrom ', '\n>From ')
    return '>' + text if text.startswith('From ') else text


class Generator:
    """Writes text to a file."""

    def __init__(self, outfp, mangle_from_=None, maxheaderlen=None, *, policy=None):
        if mangle_from_ is None:
            mangle_from_ = True if policy is None else policy.mangle_from_
        self._fp, self._mangle, self.maxheaderlen, self.policy = outfp, mangle_from_, maxheaderlen, policy

    def write(self, s):
        self._fp.write(s)

    _empty, _io = '', StringIO

    def _text(self, text):
        return text

    def flatten(self, msg, unixfrom=False, linesep=None):
        """Writes a message."""
        policy = msg.policy if self.policy is None else self.policy
        if linesep is not None:
            policy = policy.clone(linesep=linesep)
        if self.maxheaderlen is not None:
            policy = policy.clone(max_line_length=self.maxheaderlen)
        self._NL = policy.linesep
        old, old_of_message = self.policy, msg.policy
        self.policy = msg.policy = policy
        try:
            if unixfrom:
                line = msg.get_unixfrom() or 'From nobody ' + time.ctime(time.time())
                self.write(line + self._NL)
            self._write(msg)
        finally:
            self.policy, msg.policy = old, old_of_message

    def clone(self, fp):
        """Another that writes elsewhere."""
        return self.__class__(fp, self._mangle, None, policy=self.policy)

    def _new(self, fp):
        made = self.clone(fp)
        made._NL = self._NL
        return made

    def _write(self, msg):
        # The content comes first: it may change headers.
        outer, self._fp = self._fp, self._io()
        try:
            self._munged = None
            self._content(msg)
        finally:
            inner, self._fp = self._fp, outer
            munged, self._munged = self._munged, None
        if munged:
            msg = deepcopy(msg)
            if msg.get('content-transfer-encoding') is None:
                msg['Content-Transfer-Encoding'] = munged[0]
            else:
                msg.replace_header('content-transfer-encoding', munged[0])
            msg.replace_header('content-type', munged[1])
        self._write_headers(msg)
        self._fp.write(inner.getvalue())

    def _content(self, msg):
        main = msg.get_content_maintype()
        if main == 'multipart':
            self._multipart(msg)
        elif msg.get_content_type() == 'message/delivery-status':
            self._status(msg)
        elif main == 'message':
            self._message(msg)
        else:
            self._plain(msg)

    def _write_headers(self, msg):
        for name, value in msg.raw_items():
            folded = self.policy.fold(name, value)
            self._verify(folded)
            self.write(folded)
        self.write(self._NL)

    def _verify(self, folded):
        """A header does not end within itself, where another could be smuggled in."""
        if not self.policy.verify_generated_headers:
            return
        text = folded.encode('ascii', 'replace').decode() if isinstance(folded, str) else folded.decode('ascii', 'replace')
        linesep = self.policy.linesep
        if not text.endswith(linesep) or re.search(r'(?:\r\n|\r(?!\n)|\n)(?![ \t])', text.removesuffix(linesep)):
            from email.errors import HeaderWriteError
            raise HeaderWriteError(f'folded header contains newline: {text!r}')

    def _lines(self, lines):
        if not lines:
            return
        parts = lines.replace('\r\n', '\n').replace('\r', '\n').split('\n')
        for line in parts[:-1]:
            self.write(line + self._NL)
        if parts[-1]:
            self.write(parts[-1])

    def _plain(self, msg):
        payload = msg.get_payload()
        if payload is None:
            return
        if not isinstance(payload, str):
            raise TypeError('string payload expected: %s' % type(payload))
        payload = self._munge(msg, payload)
        if self._mangle:
            payload = _mangled(payload)
        self._lines(payload)

    def _munge(self, msg, payload):
        """Text cannot hold bytes that are no text: they are encoded again."""
        if _has_surrogates(msg._payload if isinstance(msg._payload, str) else ''):
            charset = msg.get_param('charset')
            if charset is not None:
                msg = deepcopy(msg)
                del msg['content-transfer-encoding']
                msg.set_payload(msg._payload, charset)
                payload = msg.get_payload()
                self._munged = (msg['content-transfer-encoding'], msg['content-type'])
        return payload

    def _multipart(self, msg):
        texts, parts = [], msg.get_payload()
        if parts is None:
            parts = []
        elif isinstance(parts, str):
            self.write(parts)
            return
        elif not isinstance(parts, list):
            parts = [parts]
        for part in parts:
            out = self._io()
            self._new(out).flatten(part, unixfrom=False, linesep=self._NL)
            texts.append(out.getvalue())
        boundary = msg.get_boundary()
        if not boundary:
            boundary = self._make_boundary(self._empty.join(texts) if texts else None)
            msg.set_boundary(boundary)
        if msg.preamble is not None:
            self._lines(_mangled(msg.preamble) if self._mangle else msg.preamble)
            self.write(self._NL)
        self.write('--' + boundary + self._NL)
        if texts:
            self._fp.write(texts.pop(0))
        for text in texts:
            self.write(self._NL + '--' + boundary + self._NL)
            self._fp.write(text)
        self.write(self._NL + '--' + boundary + '--' + self._NL)
        if msg.epilogue is not None:
            self._lines(_mangled(msg.epilogue) if self._mangle else msg.epilogue)

    def _status(self, msg):
        blocks = []
        for part in msg.get_payload():
            out = self._io()
            self._new(out).flatten(part, unixfrom=False, linesep=self._NL)
            # The empty line behind the headers stands between blocks.
            blocks.append(out.getvalue().removesuffix(self._text(self._NL)))
        self._fp.write(self._text(self._NL).join(blocks))

    def _message(self, msg):
        payload = msg._payload
        if isinstance(payload, list):
            out = self._io()
            self._new(out).flatten(msg.get_payload(0), unixfrom=False, linesep=self._NL)
            self._fp.write(out.getvalue())
        else:
            self._lines(payload)

    @classmethod
    def _make_boundary(cls, text=None):
        """A line that no part has."""
        width = len(repr(sys.maxsize - 1))
        boundary = '=' * 15 + ('%0*d' % (width, random.randrange(sys.maxsize))) + '=='
        if text is None:
            return boundary
        text = text.decode('ascii', 'replace') if isinstance(text, bytes) else text.encode('ascii', 'replace').decode()
        made, count = boundary, 0
        while re.search('^--' + re.escape(made) + '(--)?$', text, re.MULTILINE):
            made = boundary + '.' + str(count)
            count += 1
        return made


class BytesGenerator(Generator):
    """Writes bytes to a file."""

    _empty, _io = b'', BytesIO

    def write(self, s):
        self._fp.write(s.encode('ascii', 'surrogateescape'))

    def _text(self, text):
        return text.encode('ascii')

    def _write_headers(self, msg):
        for name, value in msg.raw_items():
            folded = self.policy.fold_binary(name, value)
            self._verify(folded)
            self._fp.write(folded)
        self.write(self._NL)

    def _munge(self, msg, payload):
        """Bytes stay what they are, unless only 7 bits are wanted."""
        if isinstance(msg._payload, str) and _has_surrogates(msg._payload) and not self.policy.cte_type == '7bit':
            return msg._payload
        return super()._munge(msg, payload)


_FORMAT = '[Non-text (%(type)s) part of message omitted, filename %(filename)s]'


class DecodedGenerator(Generator):
    """Writes texts only, and a word for all else."""

    def __init__(self, outfp, mangle_from_=None, maxheaderlen=None, fmt=None, *, policy=None):
        super().__init__(outfp, mangle_from_, maxheaderlen, policy=policy)
        self._format = _FORMAT if fmt is None else fmt

    def _content(self, msg):
        for part in msg.walk():
            kind = part.get_content_maintype()
            if kind == 'text':
                print(part.get_payload(decode=False), file=self)
            elif kind != 'multipart':
                print(self._format % {
                    'type': part.get_content_type(), 'maintype': kind, 'subtype': part.get_content_subtype(),
                    'filename': part.get_filename('[no filename]'),
                    'description': part.get('Content-Description', '[no description]'),
                    'encoding': part.get('Content-Transfer-Encoding', '[no encoding]')}, file=self)
