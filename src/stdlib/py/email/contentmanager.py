"""Takes the content out of messages, and puts it in: texts, bytes, messages."""

import binascii
import quopri

import email.charset
import email.errors
import email.message

from email import quoprimime

__all__ = ['ContentManager', 'raw_data_manager']


class ContentManager:
    """Knows a function for each type."""

    def __init__(self):
        self.get_handlers, self.set_handlers = {}, {}

    def add_get_handler(self, key, handler):
        """Adds what gets content of a type."""
        self.get_handlers[key] = handler

    def get_content(self, msg, *args, **kw):
        """The content of a message."""
        kind = msg.get_content_type()
        for key in kind, msg.get_content_maintype(), '':
            if key in self.get_handlers:
                return self.get_handlers[key](msg, *args, **kw)
        raise KeyError(kind)

    def add_set_handler(self, typekey, handler):
        """Adds what sets content of a class."""
        self.set_handlers[typekey] = handler

    def set_content(self, msg, obj, *args, **kw):
        """Sets the content of a message."""
        if msg.get_content_maintype() == 'multipart':
            raise TypeError('set_content not valid on multipart')
        handler, full = None, None
        for cls in type(obj).__mro__:
            name = cls.__qualname__
            path = f'{cls.__module__}.{name}' if cls.__module__ else name
            full = full or path
            for key in cls, path, name, cls.__name__:
                if key in self.set_handlers:
                    handler = self.set_handlers[key]
                    break
            if handler:
                break
        handler = handler or self.set_handlers.get(None)
        if handler is None:
            raise KeyError(full)
        msg.clear_content()
        handler(msg, obj, *args, **kw)


raw_data_manager = ContentManager()


def _get_text(msg, errors='replace'):
    return msg.get_payload(decode=True).decode(msg.get_param('charset', 'ASCII'), errors)


def _get_bytes(msg):
    return msg.get_payload(decode=True)


raw_data_manager.add_get_handler('text', _get_text)
for _kind in 'audio', 'image', 'video', 'application':
    raw_data_manager.add_get_handler(_kind, _get_bytes)
for _kind in 'rfc822', 'external-body':
    raw_data_manager.add_get_handler('message/' + _kind, lambda msg: msg.get_payload(0))


def _get_partial(msg):
    payload = msg.get_payload(0)
    return bytes(payload)


raw_data_manager.add_get_handler('message', _get_partial)


def _prepare(msg, maintype, subtype, headers):
    msg['Content-Type'] = f'{maintype}/{subtype}'
    if headers:
        for header in headers:
            if not hasattr(header, 'name'):
                name, _, value = header.partition(':')
                header = msg.policy.header_factory(name, value.strip())
            if header.defects:
                raise ValueError(f'Invalid header: {header.fold(policy=msg.policy)}') from header.defects[0]
            msg[header.name] = header


def _finish(msg, disposition, filename, cid, params):
    if disposition is None and filename is not None:
        disposition = 'attachment'
    if disposition is not None:
        msg['Content-Disposition'] = disposition
    if filename is not None:
        msg.set_param('filename', filename, header='Content-Disposition', replace=True)
    if cid is not None:
        msg['Content-ID'] = cid
    for key, value in (params or {}).items():
        msg.set_param(key, value)


def _in_base64(data, length):
    step = length // 4 * 3
    return ''.join(binascii.b2a_base64(data[at:at + step]).decode('ascii') for at in range(0, len(data), step))


def _encode_text(string, charset, cte, policy):
    """(how it is encoded, the text)"""
    lines = string.encode(charset).splitlines()
    linesep, most = policy.linesep.encode('ascii'), policy.max_line_length or 1 << 60
    embedded, normal = (sep.join(lines) + sep for sep in (linesep, b'\n'))
    longest = max((len(line) for line in lines), default=0)
    if cte is None:
        if normal.isascii() and longest <= most:
            return '7bit', normal.decode('ascii')
        if policy.cte_type == '8bit' and longest <= most:
            return '8bit', normal.decode('ascii', 'surrogateescape')
        sample = linesep.join(lines[:10]) + linesep
        quoted = quoprimime.body_encode(sample.decode('latin-1'), policy.max_line_length or 76)
        cte = 'base64' if len(quoted) > len(binascii.b2a_base64(sample)) else 'quoted-printable'
    if cte == '7bit':
        return cte, normal.decode('ascii')
    if cte == '8bit':
        return cte, normal.decode('ascii', 'surrogateescape')
    if cte == 'quoted-printable':
        return cte, quoprimime.body_encode(normal.decode('latin-1'), policy.max_line_length or 76)
    if cte == 'base64':
        return cte, _in_base64(embedded, policy.max_line_length or 76)
    raise ValueError(f'Unknown content transfer encoding {cte}')


def _set_text(msg, string, subtype='plain', charset='utf-8', cte=None, disposition=None, filename=None, cid=None,
              params=None, headers=None):
    _prepare(msg, 'text', subtype, headers)
    cte, payload = _encode_text(string, charset, cte, msg.policy)
    msg.set_payload(payload)
    msg.set_param('charset', email.charset.ALIASES.get(charset, charset), replace=True)
    msg['Content-Transfer-Encoding'] = cte
    _finish(msg, disposition, filename, cid, params)


def _set_message(msg, message, subtype='rfc822', cte=None, disposition=None, filename=None, cid=None, params=None,
                 headers=None):
    if subtype == 'partial':
        raise ValueError('message/partial is not supported for Message objects')
    if subtype == 'rfc822' and cte not in (None, '7bit', '8bit', 'binary'):
        raise ValueError(f'message/rfc822 parts do not support cte={cte}')
    if subtype == 'external-body' and cte not in (None, '7bit'):
        raise ValueError(f'message/external-body parts do not support cte={cte}')
    cte = cte or ('8bit' if subtype == 'rfc822' else '7bit')
    _prepare(msg, 'message', subtype, headers)
    msg.set_payload([message])
    msg['Content-Transfer-Encoding'] = cte
    _finish(msg, disposition, filename, cid, params)


def _set_bytes(msg, data, maintype, subtype, cte='base64', disposition=None, filename=None, cid=None, params=None,
               headers=None):
    _prepare(msg, maintype, subtype, headers)
    if cte == 'base64':
        data = _in_base64(data, msg.policy.max_line_length or 76)
    elif cte == 'quoted-printable':
        data = quopri.encodestring(data, quotetabs=True).decode('ascii')
    elif cte == '7bit':
        data = data.decode('ascii')
    elif cte in ('8bit', 'binary'):
        data = data.decode('ascii', 'surrogateescape')
    msg.set_payload(data)
    msg['Content-Transfer-Encoding'] = cte
    _finish(msg, disposition, filename, cid, params)


raw_data_manager.add_set_handler(str, _set_text)
raw_data_manager.add_set_handler(email.message.Message, _set_message)
for _kind in bytes, bytearray, memoryview:
    raw_data_manager.add_set_handler(_kind, _set_bytes)
