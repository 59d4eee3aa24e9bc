"""Makes a document of what a parser finds."""

from xml.dom import XMLNS_NAMESPACE, XML_NAMESPACE
from xml.dom.minidom import Attr, Document, DocumentType
from xml.parsers import expat


class _Builder:
    """Has the handlers of a parser."""

    def __init__(self):
        self.document = self._current = Document()
        self._cdata = False
        self._spaces = [{'xml': XML_NAMESPACE, 'xmlns': XMLNS_NAMESPACE}]
        self.parser = parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler, parser.CommentHandler = self._text, self._comment
        parser.ProcessingInstructionHandler = self._instruction
        parser.StartCdataSectionHandler, parser.EndCdataSectionHandler = self._cdata_start, self._cdata_end
        parser.StartDoctypeDeclHandler, parser.XmlDeclHandler = self._doctype, self._declaration

    def _declaration(self, version, encoding, standalone):
        document = self.document
        document.version, document.encoding = version, encoding
        if standalone >= 0:
            document.standalone = bool(standalone)

    def _doctype(self, name, system, public, inner):
        doctype = DocumentType(name)
        doctype.publicId, doctype.systemId, doctype.ownerDocument = public, system, self.document
        self.document.doctype = doctype
        self._append(doctype)

    def _append(self, node):
        """The parser has seen to it that the node may stand here."""
        siblings = self._current.childNodes
        node.parentNode, node.ownerDocument = self._current, self.document
        if siblings:
            node.previousSibling, siblings[-1].nextSibling = siblings[-1], node
        siblings.append(node)

    def _start(self, name, attributes):
        spaces = self._spaces[-1]
        declared = {key[6:]: value for key, value in attributes.items() if key == 'xmlns' or key.startswith('xmlns:')}
        if declared:
            spaces = {**spaces, **declared}
        self._spaces.append(spaces)

        def uri_of(name):
            prefix, colon, local = name.partition(':')
            if not colon:
                return None, None, name
            if prefix not in spaces:
                made = expat.ExpatError(f'unbound prefix: line {self.parser.CurrentLineNumber}, '
                                        f'column {self.parser.CurrentColumnNumber}')
                made.code, made.lineno = 27, self.parser.CurrentLineNumber
                made.offset = self.parser.CurrentColumnNumber
                raise made
            return spaces[prefix], prefix, local

        uri, prefix, local = uri_of(name)
        element = self.document.createElementNS(uri if prefix else spaces.get('') or None, name)
        # Declarations of namespaces stand before the other attributes, as expat tells of them first.
        for key in sorted(attributes, key=lambda key: key != 'xmlns' and not key.startswith('xmlns:')):
            uri, prefix, local = (XMLNS_NAMESPACE, None, 'xmlns') if key == 'xmlns' else uri_of(key)
            attribute = Attr(key, uri, local, prefix)
            attribute._value, attribute.ownerDocument, attribute.ownerElement = attributes[key], self.document, element
            element._attrs[key] = element._attrsNS[uri, local] = attribute
        self._append(element)
        self._current = element

    def _end(self, name):
        self._spaces.pop()
        self._current = self._current.parentNode

    def _text(self, data):
        document = self.document
        last = self._current.lastChild
        if self._cdata:
            self._append(document.createCDATASection(data))
        elif last is not None and last.nodeType == last.TEXT_NODE:
            last.data += data
        else:
            self._append(document.createTextNode(data))

    def _cdata_start(self):
        self._cdata = True

    def _cdata_end(self):
        self._cdata = False

    def _comment(self, data):
        self._append(self.document.createComment(data))

    def _instruction(self, target, data):
        self._append(self.document.createProcessingInstruction(target, data))


def read(text):
    """The document in a text."""
    builder = _Builder()
    builder.parser.Parse(text, True)
    return builder.document
