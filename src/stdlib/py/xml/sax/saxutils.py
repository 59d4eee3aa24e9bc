"""Text as it stands in XML: `&`, `<` and `>` are replaced by what they are written as, and back. Also handlers that write XML,
or stand between a parser and another handler."""

import codecs
import io
import os

from xml.sax import handler, xmlreader


def _replaced(data, entities):
    for key, value in entities.items():
        data = data.replace(key, value)
    return data


def escape(data, entities={}):
    """Replaces &, < and >, and what else is given."""
    data = data.replace('&', '&amp;').replace('>', '&gt;').replace('<', '&lt;')
    return _replaced(data, entities)


def unescape(data, entities={}):
    """The way back."""
    data = data.replace('&lt;', '<').replace('&gt;', '>')
    return _replaced(data, entities).replace('&amp;', '&')


def quoteattr(data, entities={}):
    """An attribute's value with its quotes."""
    data = escape(data, {**entities, '\n': '&#10;', '\r': '&#13;', '\t': '&#9;'})
    if '"' not in data:
        return f'"{data}"'
    if "'" not in data:
        return f"'{data}'"
    return '"' + data.replace('"', '&quot;') + '"'


def _gettextwriter(out, encoding):
    """A text file that writes to whatever was given."""
    if out is None:
        import sys
        return sys.stdout
    if isinstance(out, io.TextIOBase) or isinstance(out, (codecs.StreamWriter, codecs.StreamReaderWriter)):
        return out
    return _Encoded(out, encoding)


class _Encoded:
    """Encodes what is written; a character that the encoding lacks becomes a reference."""

    def __init__(self, out, encoding):
        self._out, self._encoding, self._begun = out, encoding, False

    def write(self, text):
        if not self._begun:
            # One mark of the byte order is enough.
            self._begun = True
            self._out.write(text.encode(self._encoding, 'xmlcharrefreplace'))
            self._encoding = _without_mark(self._encoding)
        else:
            self._out.write(text.encode(self._encoding, 'xmlcharrefreplace'))

    def flush(self):
        if flush := getattr(self._out, 'flush', None):
            flush()


def _without_mark(encoding):
    import sys
    name = encoding.lower().replace('_', '-')
    order = '-le' if sys.byteorder == 'little' else '-be'
    return name + order if name in ('utf-16', 'utf-32') else encoding


class XMLGenerator(handler.ContentHandler):
    """Writes the events that it gets as XML."""

    def __init__(self, out=None, encoding='iso-8859-1', short_empty_elements=False):
        super().__init__()
        out = _gettextwriter(out, encoding)
        self._write, self._flush = out.write, out.flush
        self._contexts = [{}]
        self._current = self._contexts[-1]
        self._fresh, self._encoding = [], encoding
        self._short, self._pending = short_empty_elements, False

    def _qname(self, name):
        """The name with the prefix of its namespace."""
        if name[0]:
            if name[0] == 'http://www.w3.org/XML/1998/namespace':
                return 'xml:' + name[1]
            if prefix := self._current[name[0]]:
                return prefix + ':' + name[1]
        return name[1]

    def _finish_start(self, ignored=None):
        if self._pending:
            self._write('>')
            self._pending = False

    def startDocument(self):
        self._write(f'<?xml version="1.0" encoding="{self._encoding}"?>\n')

    def endDocument(self):
        self._flush()

    def startPrefixMapping(self, prefix, uri):
        self._contexts.append(self._current.copy())
        self._current[uri] = prefix
        self._fresh.append((prefix, uri))

    def endPrefixMapping(self, prefix):
        self._current = self._contexts.pop()

    def _begin(self, name, attributes):
        self._finish_start()
        self._write('<' + name)
        for prefix, uri in self._fresh:
            self._write(f' xmlns:{prefix}="{uri}"' if prefix else f' xmlns="{uri}"')
        self._fresh = []
        for key, value in attributes:
            self._write(f' {key}={quoteattr(value)}')
        if self._short:
            self._pending = True
        else:
            self._write('>')

    def _end(self, name):
        if self._pending:
            self._write('/>')
            self._pending = False
        else:
            self._write(f'</{name}>')

    def startElement(self, name, attrs):
        self._begin(name, attrs.items())

    def endElement(self, name):
        self._end(name)

    def startElementNS(self, name, qname, attrs):
        self._begin(self._qname(name), [(self._qname(key), value) for key, value in attrs.items()])

    def endElementNS(self, name, qname):
        self._end(self._qname(name))

    def _text(self, content):
        return content if isinstance(content, str) else str(content, self._encoding)

    def characters(self, content):
        if content:
            self._finish_start()
            self._write(escape(self._text(content)))

    def ignorableWhitespace(self, content):
        if content:
            self._finish_start()
            self._write(self._text(content))

    def processingInstruction(self, target, data):
        self._finish_start()
        self._write(f'<?{target} {data}?>')


class XMLFilterBase(xmlreader.XMLReader):
    """Stands between a parser and a handler, and passes on what comes."""

    def __init__(self, parent=None):
        super().__init__()
        self._parent = parent

    def parse(self, source):
        self._parent.setContentHandler(self)
        self._parent.setErrorHandler(self)
        self._parent.setEntityResolver(self)
        self._parent.setDTDHandler(self)
        self._parent.parse(source)

    def setLocale(self, locale):
        self._parent.setLocale(locale)

    def getFeature(self, name):
        return self._parent.getFeature(name)

    def setFeature(self, name, state):
        self._parent.setFeature(name, state)

    def getProperty(self, name):
        return self._parent.getProperty(name)

    def setProperty(self, name, value):
        self._parent.setProperty(name, value)

    def getParent(self):
        return self._parent

    def setParent(self, parent):
        self._parent = parent

    def setDocumentLocator(self, locator):
        self._locator = locator
        self._cont_handler.setDocumentLocator(locator)


def _passed_on(handler, name):
    def method(self, *arguments):
        return getattr(getattr(self, handler), name)(*arguments)
    method.__name__ = name
    return method


for _handler, _names in (
        ('_err_handler', 'error fatalError warning'),
        ('_cont_handler', 'startDocument endDocument startPrefixMapping endPrefixMapping startElement endElement '
         'startElementNS endElementNS characters ignorableWhitespace processingInstruction skippedEntity'),
        ('_dtd_handler', 'notationDecl unparsedEntityDecl'), ('_ent_handler', 'resolveEntity')):
    for _name in _names.split():
        setattr(XMLFilterBase, _name, _passed_on(_handler, _name))


def prepare_input_source(source, base=''):
    """An InputSource with something to read, out of a name, a file, or another InputSource."""
    if isinstance(source, os.PathLike):
        source = os.fspath(source)
    if isinstance(source, str):
        source = xmlreader.InputSource(source)
    elif hasattr(source, 'read'):
        file, source = source, xmlreader.InputSource()
        if isinstance(file.read(0), str):
            source.setCharacterStream(file)
        else:
            source.setByteStream(file)
        if isinstance(name := getattr(file, 'name', None), str):
            source.setSystemId(name)
    if source.getCharacterStream() is None and source.getByteStream() is None:
        name = source.getSystemId()
        beside = os.path.join(os.path.dirname(os.path.normpath(base)), name)
        if os.path.isfile(beside):
            source.setSystemId(beside)
            source.setByteStream(open(beside, 'rb'))
        else:
            import urllib.parse
            import urllib.request
            source.setSystemId(urllib.parse.urljoin(base, name))
            source.setByteStream(urllib.request.urlopen(source.getSystemId()))
    return source
