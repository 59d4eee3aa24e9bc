"""The parser of `xml.sax`: expat's events become calls of handlers."""

from xml.parsers import expat
from xml.sax import handler, saxutils, xmlreader
from xml.sax._exceptions import (
    SAXException, SAXNotRecognizedException, SAXNotSupportedException, SAXParseException,
)

version = '2.0'
AttributesImpl, AttributesNSImpl = xmlreader.AttributesImpl, xmlreader.AttributesNSImpl


class ExpatLocator(xmlreader.Locator):
    """Where the parser is."""

    def __init__(self, parser):
        self._parser = parser

    def getColumnNumber(self):
        return self._parser.getColumnNumber()

    def getLineNumber(self):
        return self._parser.getLineNumber()

    def getPublicId(self):
        return self._parser.getPublicId()

    def getSystemId(self):
        return self._parser.getSystemId()


class ExpatParser(xmlreader.IncrementalParser, xmlreader.Locator):
    """Reads documents, with namespaces if asked to."""

    def __init__(self, namespaceHandling=0, bufsize=2 ** 16 - 20):
        super().__init__(bufsize)
        self._source = xmlreader.InputSource()
        self._parser, self._namespaces = None, namespaceHandling
        self._lexical, self._parsing, self._interning = None, False, None
        self._external = False

    # --- reading ---

    def parse(self, source):
        """Reads a document: a name, a file, or an InputSource."""
        source = saxutils.prepare_input_source(source)
        self._source = source
        self.reset()
        self._cont_handler.setDocumentLocator(ExpatLocator(self))
        try:
            super().parse(source)
        finally:
            for stream in source.getCharacterStream(), source.getByteStream():
                if stream is not None:
                    stream.close()

    def prepareParser(self, source):
        if source.getSystemId() is not None:
            self._parser.SetBase(source.getSystemId())

    def feed(self, data, isFinal=False):
        """Reads more of a document."""
        if not self._parsing:
            self.reset()
            self._parsing = True
            self._cont_handler.startDocument()
        try:
            self._parser.Parse(data, isFinal)
        except expat.ExpatError as problem:
            self._err_handler.fatalError(SAXParseException(expat.ErrorString(problem.code) or str(problem), problem, self))

    def flush(self):
        """Nothing is held back here."""

    def close(self):
        """The document is complete."""
        if self._parsing:
            self.feed(b'', isFinal=True)
            self._cont_handler.endDocument()
            self._parsing = False
            self._source = xmlreader.InputSource()

    def reset(self):
        """Makes ready for another document."""
        self._parser = parser = expat.ParserCreate(self._source.getEncoding(), ' ' if self._namespaces else None)
        if self._namespaces:
            parser.StartElementHandler, parser.EndElementHandler = self._start_ns, self._end_ns
        else:
            parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.StartNamespaceDeclHandler = lambda prefix, uri: self._cont_handler.startPrefixMapping(prefix, uri)
        parser.EndNamespaceDeclHandler = lambda prefix: self._cont_handler.endPrefixMapping(prefix)
        parser.ProcessingInstructionHandler = lambda target, data: self._cont_handler.processingInstruction(target, data)
        parser.CharacterDataHandler = lambda data: self._cont_handler.characters(data)
        if self._lexical is not None:
            lexical = self._lexical
            parser.CommentHandler = lexical.comment
            parser.StartCdataSectionHandler, parser.EndCdataSectionHandler = lexical.startCDATA, lexical.endCDATA
            parser.StartDoctypeDeclHandler = lambda name, system, public, inner: lexical.startDTD(name, public, system)
            parser.EndDoctypeDeclHandler = lexical.endDTD

    # --- events ---

    def _start(self, name, attributes):
        self._cont_handler.startElement(name, AttributesImpl(attributes))

    def _end(self, name):
        self._cont_handler.endElement(name)

    @staticmethod
    def _pair(name):
        """(namespace, local name) of a name."""
        uri, space, local = name.rpartition(' ')
        return (uri, local) if space else (None, name)

    def _start_ns(self, name, attributes):
        pairs = {self._pair(key): value for key, value in attributes.items()}
        qnames = {pair: pair[1] for pair in pairs}
        self._cont_handler.startElementNS(self._pair(name), None, AttributesNSImpl(pairs, qnames))

    def _end_ns(self, name):
        self._cont_handler.endElementNS(self._pair(name), None)

    # --- settings ---

    def _check_idle(self, what):
        if self._parsing:
            raise SAXNotSupportedException(f'Cannot set {what} while parsing')

    def getFeature(self, name):
        if name == handler.feature_namespaces:
            return self._namespaces
        if name == handler.feature_string_interning:
            return self._interning is not None
        if name == handler.feature_external_ges:
            return self._external
        if name in (handler.feature_validation, handler.feature_external_pes, handler.feature_namespace_prefixes):
            return 0
        return super().getFeature(name)

    def setFeature(self, name, state):
        self._check_idle('features')
        if name == handler.feature_namespaces:
            self._namespaces = state
        elif name == handler.feature_string_interning:
            self._interning = {} if state else None
        elif name in (handler.feature_validation, handler.feature_external_pes, handler.feature_namespace_prefixes,
                      handler.feature_external_ges):
            if state:
                raise SAXNotSupportedException(f"expat does not support {name.rpartition('/')[2].replace('-', ' ')}")
        else:
            super().setFeature(name, state)

    def getProperty(self, name):
        if name == handler.property_lexical_handler:
            return self._lexical
        if name == handler.property_interning_dict:
            return self._interning
        return super().getProperty(name)

    def setProperty(self, name, value):
        if name == handler.property_lexical_handler:
            self._lexical = value
            if self._parsing:
                raise SAXNotSupportedException('Cannot set properties while parsing')
        elif name == handler.property_interning_dict:
            self._interning = value
        else:
            super().setProperty(name, value)

    # --- places ---

    def getColumnNumber(self):
        return None if self._parser is None else self._parser.ErrorColumnNumber

    def getLineNumber(self):
        return 1 if self._parser is None else self._parser.ErrorLineNumber

    def getPublicId(self):
        return self._source.getPublicId()

    def getSystemId(self):
        return self._source.getSystemId()


def create_parser(*args, **kwargs):
    """A new parser."""
    return ExpatParser(*args, **kwargs)
