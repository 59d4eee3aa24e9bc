"""Expat's interface: a parser that calls the handlers which a program has put into it.

    p = ParserCreate();  p.StartElementHandler = f;  p.Parse('<a/>', True)
"""

import types

from xml.etree import _expat
from xml.etree._expat import Expat, ParseError

__all__ = ['ParserCreate', 'ExpatError', 'error', 'errors', 'ErrorString', 'EXPAT_VERSION', 'XMLParserType']

EXPAT_VERSION = 'expat_2.5.0'
version_info = (2, 5, 0)
native_encoding = 'UTF-8'
XML_PARAM_ENTITY_PARSING_NEVER, XML_PARAM_ENTITY_PARSING_UNLESS_STANDALONE, XML_PARAM_ENTITY_PARSING_ALWAYS = range(3)


class ExpatError(Exception):
    """What is wrong with a document: `code` is expat's number, `lineno` and `offset` say where."""

    __module__ = 'xml.parsers.expat'


error = ExpatError

errors = types.ModuleType('pyexpat.errors', 'Expat\'s errors.')
errors.messages = dict(_expat._MESSAGES)
errors.codes = {text: code for code, text in errors.messages.items()}
for _name in ('SYNTAX', 'NO_ELEMENTS', 'INVALID_TOKEN', 'UNCLOSED_TOKEN', 'TAG_MISMATCH', 'DUPLICATE_ATTRIBUTE',
              'UNDEFINED_ENTITY', 'BAD_CHAR_REF', 'UNKNOWN_ENCODING', 'UNBOUND_PREFIX'):
    setattr(errors, 'XML_ERROR_' + _name, errors.messages[getattr(_expat, _name)])
errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT = errors.messages[_expat.JUNK]
errors.XML_ERROR_UNCLOSED_CDATA_SECTION = errors.messages[_expat.UNCLOSED_CDATA]
errors.XML_ERROR_MISPLACED_XML_PI = errors.messages[_expat.MISPLACED_PI]
errors.XML_ERROR_FINISHED = 'parsing finished'


def ErrorString(code, /):
    """The text of an error."""
    return errors.messages.get(code)


_HANDLERS = ('StartElementHandler', 'EndElementHandler', 'CharacterDataHandler', 'ProcessingInstructionHandler',
             'CommentHandler', 'StartCdataSectionHandler', 'EndCdataSectionHandler', 'StartDoctypeDeclHandler',
             'EndDoctypeDeclHandler', 'StartNamespaceDeclHandler', 'EndNamespaceDeclHandler', 'XmlDeclHandler',
             'EntityDeclHandler', 'DefaultHandler', 'DefaultHandlerExpand', 'UnparsedEntityDeclHandler',
             'NotationDeclHandler', 'ElementDeclHandler', 'AttlistDeclHandler', 'ExternalEntityRefHandler',
             'NotStandaloneHandler', 'SkippedEntityHandler')


class _Reader(Expat):
    """Calls the handlers of a parser in place of a target's methods."""

    def __init__(self, parser, encoding):
        super().__init__(self, {}, encoding)
        self.parser = parser

    # As the target of its own.

    def data(self, text):
        self.parser._text(text)

    def comment(self, text):
        self.parser._call('CommentHandler', text)

    def pi(self, target, text):
        self.parser._call('ProcessingInstructionHandler', target, text)

    def start_ns(self, prefix, uri):
        self.parser._call('StartNamespaceDeclHandler', prefix or None, uri)

    def end_ns(self, prefix):
        self.parser._call('EndNamespaceDeclHandler', prefix or None)

    def end(self, tag):
        self.parser._call('EndElementHandler', self._written(tag))

    def start(self, tag, attributes):
        self.parser._start(self._written(tag), {self._written(name): value for name, value in attributes.items()})

    # What a target does not learn.

    def _written(self, name):
        """The name as it is in the text, or with what separates it from its namespace."""
        if name[:1] != '{':
            return name
        uri, _, local = name[1:].rpartition('}')
        return f'{uri}{self.parser._separator}{local}'

    def _start(self, name, attributes):
        if self.parser._separator is not None:
            super()._start(name, attributes)
            return
        self._spaces.append(self._spaces[-1])
        self._open.append((name, name, ()))
        self.start(name, attributes)

    def _data(self, content):
        self.parser._call('StartCdataSectionHandler')
        super()._data(content)
        self.parser._call('EndCdataSectionHandler')

    def _instruction(self, content):
        super()._instruction(content)
        if content[:3].lower() == 'xml' and content[3:4].isspace():
            found = {}
            for part in _expat._ATTRIBUTE.finditer(content):
                found[part[1]] = part[2] if part[2] is not None else part[3]
            alone = found.get('standalone')
            self.parser._call('XmlDeclHandler', found.get('version'), found.get('encoding'),
                              -1 if alone is None else int(alone == 'yes'))

    def doctype(self, name, public, system):
        inner = '[' in self._text[self._at:self._text.find('>', self._at)]
        self.parser._call('StartDoctypeDeclHandler', name, system, public, int(inner))
        for entity, value in self.entities.items():
            self.parser._call('EntityDeclHandler', entity, 0, value, None, None, None, None)
        self.parser._call('EndDoctypeDeclHandler')


class XMLParserType:
    """What `ParserCreate` gives."""

    __module__ = 'pyexpat'
    __qualname__ = __name__ = 'xmlparser'

    def __init__(self, encoding, separator, intern):
        self.__dict__.update(dict.fromkeys(_HANDLERS))
        self.buffer_text = self.ordered_attributes = self.specified_attributes = self.namespace_prefixes = False
        self.buffer_size, self.intern = 8192, {} if intern is None else intern
        self._separator, self._base, self._pending, self._finished = separator, None, [], False
        self._reader = _Reader(self, encoding)
        self.ErrorCode = 0

    def __setattr__(self, name, value):
        if name in ('buffer_text', 'ordered_attributes', 'specified_attributes', 'namespace_prefixes'):
            value = bool(value)
        if name in ('CharacterDataHandler', 'buffer_text') and self.__dict__.get('_pending'):
            self._flush()
        self.__dict__[name] = value

    def _call(self, handler, *arguments):
        function = self.__dict__[handler]
        if function is not None:
            if self._pending:
                self._flush()
            function(*arguments)

    def _start(self, name, attributes):
        if self.ordered_attributes:
            attributes = [word for pair in attributes.items() for word in pair]
        self._call('StartElementHandler', name, attributes)

    def _text(self, text):
        """Pieces of text come line by line unless they are gathered."""
        if self.buffer_text:
            self._pending.append(text)
        elif function := self.CharacterDataHandler:
            for line in text.splitlines(True) if '\n' in text else (text,):
                if line.endswith('\n') and len(line) > 1:
                    function(line[:-1])
                    function('\n')
                elif line:
                    function(line)

    def _flush(self):
        text = ''.join(self._pending)
        self._pending.clear()
        if self.CharacterDataHandler is not None:
            self.CharacterDataHandler(text)

    def Parse(self, data, isfinal=False, /):
        """Reads more of a document."""
        if self._finished:
            raise self._error(36, 'parsing finished')
        try:
            if data:
                self._reader.feed(data)
            if isfinal:
                self._finished = True
                self._reader.finish()
                self._flush() if self._pending else None
        except ParseError as problem:
            self._finished = True
            raise self._error(problem.code, _expat._MESSAGES[problem.code]) from None
        return 1

    def _error(self, code, message):
        made = ExpatError(f'{message}: line {self.CurrentLineNumber}, column {self.CurrentColumnNumber}')
        self.ErrorCode = made.code = code
        made.lineno, made.offset = self.CurrentLineNumber, self.CurrentColumnNumber
        return made

    def ParseFile(self, file, /):
        """Reads a whole document."""
        while data := file.read(2048):
            self.Parse(data, False)
        return self.Parse(b'', True)

    @property
    def CurrentLineNumber(self):
        """The line, the first being 1."""
        return self._reader._line

    @property
    def CurrentColumnNumber(self):
        """The column, the first being 0."""
        return self._reader._column

    @property
    def CurrentByteIndex(self):
        """How far the document was read."""
        return self._reader._at

    ErrorLineNumber, ErrorColumnNumber, ErrorByteIndex = CurrentLineNumber, CurrentColumnNumber, CurrentByteIndex

    def SetBase(self, base, /):
        self._base = base

    def GetBase(self):
        return self._base

    def UseForeignDTD(self, flag=True, /):
        """No other document is ever read."""

    def SetParamEntityParsing(self, flag, /):
        """No other document is ever read."""
        return 1


def ParserCreate(encoding=None, namespace_separator=None, intern=None):
    """A new parser; with a separator, names are those of their namespaces."""
    if not isinstance(namespace_separator, str | None):
        raise TypeError("ParserCreate() argument 'namespace_separator' must be str or None, "
                        f'not {type(namespace_separator).__name__}')
    if namespace_separator is not None and len(namespace_separator) > 1:
        raise ValueError('namespace_separator must be at most one character, omitted, or None')
    return XMLParserType(encoding, namespace_separator, intern)
