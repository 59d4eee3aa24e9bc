"""`EmailMessage`: a message whose content is set and asked for as what it is.

    msg.set_content('Hello')   msg.add_alternative('<p>Hello</p>', subtype='html')   msg.add_attachment(data, ...)

A content becomes a part where more than one is needed: its headers `Content-..` move to the part.
"""

from email.message import Message

__all__ = ['EmailMessage', 'MIMEPart']


class MIMEPart(Message):
    """A part, or a message without its version."""

    __module__ = 'email.message'

    def __init__(self, policy=None):
        if policy is None:
            from email.policy import default
            policy = default
        super().__init__(policy)

    def as_string(self, unixfrom=False, maxheaderlen=None, policy=None):
        policy = self.policy if policy is None else policy
        return super().as_string(unixfrom, policy.max_line_length if maxheaderlen is None else maxheaderlen, policy)

    def __str__(self):
        return self.as_string(policy=self.policy.clone(utf8=True))

    def is_attachment(self):
        """Whether it is to be kept, not shown."""
        disposition = self.get('content-disposition')
        return False if disposition is None else disposition.content_disposition == 'attachment'

    # --- asking ---

    def _candidates(self, part, wanted):
        """(how much it is wanted, part) of what could be the body."""
        if part.is_attachment():
            return
        main, sub = part.get_content_type().split('/')
        if main == 'text':
            if sub in wanted:
                yield wanted.index(sub), part
            return
        if main != 'multipart' or not self.is_multipart() or not part.is_multipart():
            return
        if sub != 'related':
            for inner in part.iter_parts():
                yield from self._candidates(inner, wanted)
            return
        if 'related' in wanted:
            yield wanted.index('related'), part
        start = part.get_param('start')
        first = next((inner for inner in part.iter_parts() if start and inner['content-id'] == start), None)
        parts = part.get_payload()
        if first is None:
            first = parts[0] if parts else None
        if first is not None:
            yield from self._candidates(first, wanted)

    def get_body(self, preferencelist=('related', 'html', 'plain')):
        """The part that is most wanted as the body, or None."""
        best, body = len(preferencelist), None
        for rank, part in self._candidates(self, preferencelist):
            if rank < best:
                best, body = rank, part
                if rank == 0:
                    break
        return body

    _BODIES = {('text', 'plain'), ('text', 'html'), ('multipart', 'related'), ('multipart', 'alternative')}

    def iter_attachments(self):
        """The parts that are not the body."""
        main, sub = self.get_content_type().split('/')
        if main != 'multipart' or sub == 'alternative' or not self.is_multipart():
            return
        parts = self.get_payload().copy()
        if sub == 'related':
            start = self.get_param('start')
            if start:
                found = [part for part in parts if part.get('content-id') == start]
                yield from (part for part in parts if part not in found[:1])
                return
            yield from parts[1:]
            return
        seen = []
        for part in parts:
            kind = tuple(part.get_content_type().split('/'))
            if kind in self._BODIES and not part.is_attachment() and kind not in seen:
                seen.append(kind)
                continue
            yield part

    def iter_parts(self):
        """The parts."""
        if self.is_multipart():
            yield from self.get_payload()

    def get_content(self, *args, content_manager=None, **kw):
        """The content: a text, bytes, a message."""
        return self._manager(content_manager).get_content(self, *args, **kw)

    def _manager(self, given):
        if given is None and (given := self.policy.content_manager) is None:
            from email.contentmanager import raw_data_manager as given
        return given

    # --- setting ---

    def set_content(self, *args, content_manager=None, **kw):
        """Sets the content."""
        self._manager(content_manager).set_content(self, *args, **kw)

    def _make_multipart(self, subtype, disallowed, boundary):
        if self.get_content_maintype() == 'multipart':
            old = self.get_content_subtype()
            if old in disallowed + (subtype,):
                raise ValueError(f'Cannot convert {old} to {subtype}')
        kept, moved = [], []
        for name, value in self._headers:
            (moved if name.lower().startswith('content-') else kept).append((name, value))
        if moved:
            part = type(self)(policy=self.policy)
            part._headers, part._payload = moved, self._payload
            self._payload = [part]
        else:
            self._payload = []
        self._headers = kept
        self['Content-Type'] = 'multipart/' + subtype
        if boundary is not None:
            self.set_param('boundary', boundary)

    def make_related(self, boundary=None):
        """Makes room for parts that the body uses."""
        self._make_multipart('related', ('alternative', 'mixed'), boundary)

    def make_alternative(self, boundary=None):
        """Makes room for other forms of the body."""
        self._make_multipart('alternative', ('mixed',), boundary)

    def make_mixed(self, boundary=None):
        """Makes room for attachments."""
        self._make_multipart('mixed', (), boundary)

    def _add(self, subtype, /, *args, _disp=None, **kw):
        if self.get_content_maintype() != 'multipart' or self.get_content_subtype() != subtype:
            getattr(self, 'make_' + subtype)()
        part = type(self)(policy=self.policy)
        part.set_content(*args, **kw)
        if _disp and 'content-disposition' not in part:
            part['Content-Disposition'] = _disp
        self.attach(part)

    def add_related(self, *args, **kw):
        """Adds a part that the body uses."""
        self._add('related', *args, _disp='inline', **kw)

    def add_alternative(self, *args, **kw):
        """Adds another form of the body."""
        self._add('alternative', *args, **kw)

    def add_attachment(self, *args, **kw):
        """Adds an attachment."""
        self._add('mixed', *args, _disp='attachment', **kw)

    def clear(self):
        """Takes all headers and the content away."""
        self._headers, self._payload = [], None

    def clear_content(self):
        """Takes the content and its headers away."""
        self._headers = [(name, value) for name, value in self._headers if not name.lower().startswith('content-')]
        self._payload = None


class EmailMessage(MIMEPart):
    """A message."""

    __module__ = 'email.message'

    def set_content(self, *args, **kw):
        super().set_content(*args, **kw)
        if 'MIME-Version' not in self:
            self['MIME-Version'] = '1.0'
