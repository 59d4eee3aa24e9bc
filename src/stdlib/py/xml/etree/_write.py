"""Elements as text: XML and HTML."""

import re

from xml.etree._element import PI, Comment, QName

_namespace_map = {
    'http://www.w3.org/XML/1998/namespace': 'xml',
    'http://www.w3.org/1999/xhtml': 'html',
    'http://www.w3.org/1999/02/22-rdf-syntax-ns#': 'rdf',
    'http://schemas.xmlsoap.org/wsdl/': 'wsdl',
    'http://www.w3.org/2001/XMLSchema': 'xs',
    'http://www.w3.org/2001/XMLSchema-instance': 'xsi',
    'http://purl.org/dc/elements/1.1/': 'dc',
}


def register_namespace(prefix, uri):
    """The prefix that a namespace is written with."""
    if re.match(r'ns\d+$', prefix):
        raise ValueError('Prefix format reserved for internal use')
    for known, name in list(_namespace_map.items()):
        if known == uri or name == prefix:
            del _namespace_map[known]
    _namespace_map[uri] = prefix


register_namespace._namespace_map = _namespace_map


def _cannot_write(text):
    raise TypeError(f'cannot serialize {text!r} (type {type(text).__name__})')


def _namespaces(root, default):
    """Names as they are written, and the namespaces with their prefixes."""
    qnames = {None: None}
    namespaces = {default: ''} if default else {}

    def add(name):
        if name in qnames:
            return
        try:
            braced = name[:1] == '{'
        except TypeError:
            _cannot_write(name)
        if braced:
            uri, _, tag = name[1:].rpartition('}')
            prefix = namespaces.get(uri)
            if prefix is None:
                prefix = _namespace_map.get(uri) or f'ns{len(namespaces)}'
                if prefix != 'xml':
                    namespaces[uri] = prefix
            qnames[name] = f'{prefix}:{tag}' if prefix else tag
        else:
            if default:
                raise ValueError('cannot use non-qualified names with default_namespace option')
            qnames[name] = name

    for element in root.iter():
        tag = element.tag
        if isinstance(tag, QName):
            add(tag.text)
        elif isinstance(tag, str):
            add(tag)
        elif tag is not None and tag is not Comment and tag is not PI:
            _cannot_write(tag)
        for key, value in element.items():
            add(key.text if isinstance(key, QName) else key)
            if isinstance(value, QName):
                add(value.text)
        if isinstance(element.text, QName):
            add(element.text.text)
    return qnames, namespaces


def _name(name, qnames):
    return qnames[name.text if isinstance(name, QName) else name]


def _attributes(element, qnames, namespaces, escape):
    for uri, prefix in sorted((namespaces or {}).items(), key=lambda pair: pair[1]):
        colon = ':' if prefix else ''
        yield f' xmlns{colon}{prefix}="{escape(uri)}"'
    for key, value in element.items():
        value = qnames[value.text] if isinstance(value, QName) else escape(value)
        yield f' {_name(key, qnames)}="{value}"'


def _special(write, element):
    if element.tag is Comment:
        write(f'<!--{element.text}-->')
    elif element.tag is PI:
        write(f'<?{element.text}?>')
    else:
        return False
    return True


def _text(text, qnames):
    return qnames[text.text] if isinstance(text, QName) else _escape_cdata(text)


def _write_xml(write, element, qnames, namespaces, short):
    if not _special(write, element):
        tag = _name(element.tag, qnames)
        if tag is not None:
            write('<' + tag)
            for attribute in _attributes(element, qnames, namespaces, _escape_attrib):
                write(attribute)
        empty = not element.text and not len(element) and short
        if tag is not None:
            write(' />' if empty else '>')
        if not empty:
            if element.text:
                write(_text(element.text, qnames))
            for child in element:
                _write_xml(write, child, qnames, None, short)
            if tag is not None:
                write(f'</{tag}>')
    if element.tail:
        write(_escape_cdata(element.tail))


_EMPTY_IN_HTML = {'area', 'base', 'basefont', 'br', 'col', 'embed', 'frame', 'hr', 'img', 'input', 'isindex', 'link',
                  'meta', 'param', 'source', 'track', 'wbr'}


def _write_html(write, element, qnames, namespaces, short):
    if not _special(write, element):
        tag = _name(element.tag, qnames)
        if tag is not None:
            write('<' + tag)
            for attribute in _attributes(element, qnames, namespaces, _escape_attrib_html):
                write(attribute)
            write('>')
        lower = tag and tag.lower()
        if element.text:
            write(element.text if lower in ('script', 'style') else _text(element.text, qnames))
        for child in element:
            _write_html(write, child, qnames, None, short)
        if tag is not None and lower not in _EMPTY_IN_HTML:
            write(f'</{tag}>')
    if element.tail:
        write(_escape_cdata(element.tail))


def _escape_cdata(text):
    try:
        return text.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;')
    except (TypeError, AttributeError):
        _cannot_write(text)


def _escape_attrib(text):
    text = _escape_cdata(text).replace('"', '&quot;')
    return text.replace('\r', '&#13;').replace('\n', '&#10;').replace('\t', '&#09;')


def _escape_attrib_html(text):
    try:
        return text.replace('&', '&amp;').replace('>', '&gt;').replace('"', '&quot;')
    except (TypeError, AttributeError):
        _cannot_write(text)
