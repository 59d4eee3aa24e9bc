"""What a program gives to a parser: classes whose methods do nothing, to be overridden."""

version = '2.0beta'


class ErrorHandler:
    """What to do about errors."""

    def error(self, exception):
        """An error from which one can go on."""
        raise exception

    def fatalError(self, exception):
        """An error that ends the reading."""
        raise exception

    def warning(self, exception):
        """Less than an error."""
        print(exception)


class ContentHandler:
    """Gets what is in a document."""

    def __init__(self):
        self._locator = None

    def setDocumentLocator(self, locator):
        """Where the events come from."""
        self._locator = locator

    def startDocument(self):
        """The document begins."""

    def endDocument(self):
        """The document has ended."""

    def startPrefixMapping(self, prefix, uri):
        """A prefix stands for a namespace from here."""

    def endPrefixMapping(self, prefix):
        """A prefix stands for a namespace up to here."""

    def startElement(self, name, attrs):
        """An element begins."""

    def endElement(self, name):
        """An element ends."""

    def startElementNS(self, name, qname, attrs):
        """An element begins whose name is (namespace, local name)."""

    def endElementNS(self, name, qname):
        """An element ends whose name is (namespace, local name)."""

    def characters(self, content):
        """A piece of text."""

    def ignorableWhitespace(self, whitespace):
        """Space between elements."""

    def processingInstruction(self, target, data):
        """A processing instruction."""

    def skippedEntity(self, name):
        """An entity that was not read."""


class DTDHandler:
    """Gets declarations."""

    def notationDecl(self, name, publicId, systemId):
        """A notation."""

    def unparsedEntityDecl(self, name, publicId, systemId, ndata):
        """An entity that is no XML."""


class EntityResolver:
    """Says where entities are."""

    def resolveEntity(self, publicId, systemId):
        """Where one is."""
        return systemId


class LexicalHandler:
    """Gets what has no meaning: comments, and where CDATA sections are."""

    def comment(self, content):
        """A comment."""

    def startDTD(self, name, public_id, system_id):
        """A document type declaration begins."""

    def endDTD(self):
        """A document type declaration has ended."""

    def startCDATA(self):
        """A CDATA section begins."""

    def endCDATA(self):
        """A CDATA section has ended."""


_FEATURES = 'http://xml.org/sax/features/'
feature_namespaces = _FEATURES + 'namespaces'
feature_namespace_prefixes = _FEATURES + 'namespace-prefixes'
feature_string_interning = _FEATURES + 'string-interning'
feature_validation = _FEATURES + 'validation'
feature_external_ges = _FEATURES + 'external-general-entities'
feature_external_pes = _FEATURES + 'external-parameter-entities'
all_features = [feature_namespaces, feature_namespace_prefixes, feature_string_interning, feature_validation,
                feature_external_ges, feature_external_pes]

_PROPERTIES = 'http://xml.org/sax/properties/'
property_lexical_handler = _PROPERTIES + 'lexical-handler'
property_declaration_handler = _PROPERTIES + 'declaration-handler'
property_dom_node = _PROPERTIES + 'dom-node'
property_xml_string = _PROPERTIES + 'xml-string'
property_encoding = 'http://www.python.org/sax/properties/encoding'
property_interning_dict = 'http://www.python.org/sax/properties/interning-dict'
all_properties = [property_lexical_handler, property_dom_node, property_declaration_handler, property_xml_string,
                  property_encoding, property_interning_dict]
