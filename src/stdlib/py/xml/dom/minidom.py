"""Documents as trees of nodes, as browsers have them.

    doc = parseString('<a href="x">text</a>');  doc.documentElement.getAttribute('href')

`_nodes` has what all nodes share; here are the nodes with a name, and the document.
"""

import xml.dom

from xml.dom import EMPTY_NAMESPACE, EMPTY_PREFIX, XMLNS_NAMESPACE
from xml.dom._nodes import (
    CDATASection, CharacterData, Comment, DocumentFragment, EmptyNodeList, Node, NodeList, ProcessingInstruction, Text,
    _tags, _write_data,
)


def _split(name):
    """(prefix, local name) of a name."""
    prefix, colon, local = name.partition(':')
    return (prefix, local) if colon else (None, name)


class Attr(Node):
    """An attribute. Its value is a text."""

    nodeType = Node.ATTRIBUTE_NODE
    specified = True
    _is_id = False

    def __init__(self, qName, namespaceURI=EMPTY_NAMESPACE, localName=None, prefix=None):
        self.ownerElement = None
        self.name = self.nodeName = qName
        self.namespaceURI, self.prefix = namespaceURI, prefix
        self._local, self._value = localName, ''
        self.childNodes = NodeList()

    @property
    def localName(self):
        """The name without its prefix."""
        return self._local or self.nodeName.split(':', 1)[-1]

    @property
    def value(self):
        """The text."""
        return self._value

    @value.setter
    def value(self, value):
        self._value = value

    nodeValue = value
    isId = property(lambda self: self._is_id)

    def unlink(self):
        self.ownerElement = None

    def __repr__(self):
        return f'<DOM Attr instance at {id(self):#x}>'


class NamedNodeMap:
    """The attributes of an element, seen as a dictionary."""

    def __init__(self, attrs, attrsNS, ownerElement):
        self._names, self._pairs, self._owner = attrs, attrsNS, ownerElement

    @property
    def length(self):
        """How many there are."""
        return len(self._names)

    def item(self, index):
        """One by its place, or None."""
        return list(self._names.values())[index] if 0 <= index < len(self._names) else None

    def items(self):
        return [(node.nodeName, node.value) for node in self._names.values()]

    def itemsNS(self):
        return [((node.namespaceURI, node.localName), node.value) for node in self._names.values()]

    def keys(self):
        return self._names.keys()

    def keysNS(self):
        return self._pairs.keys()

    def values(self):
        return self._names.values()

    def get(self, name, value=None):
        return self._names.get(name, value)

    def __contains__(self, key):
        return key in (self._names if isinstance(key, str) else self._pairs)

    def __len__(self):
        return len(self._names)

    def __eq__(self, other):
        return self._names is getattr(other, '_names', None)

    __hash__ = None

    def __getitem__(self, key):
        return self._pairs[key] if isinstance(key, tuple) else self._names[key]

    def __setitem__(self, name, value):
        if isinstance(value, str):
            self._owner.setAttribute(name, value)
        elif isinstance(value, Attr):
            self.setNamedItem(value)
        else:
            raise TypeError('value must be a string or Attr object')

    def __delitem__(self, key):
        self._owner.removeAttributeNode(self[key])

    def getNamedItem(self, name):
        """The attribute of that name, or None."""
        return self._names.get(name)

    def getNamedItemNS(self, namespaceURI, localName):
        """The attribute of that name in its namespace, or None."""
        return self._pairs.get((namespaceURI, localName))

    def setNamedItem(self, node):
        """Puts an attribute in; what it replaces, or None."""
        if not isinstance(node, Attr):
            raise xml.dom.HierarchyRequestErr(f'{node} cannot be child of {self!r}')
        return self._owner.setAttributeNode(node)

    setNamedItemNS = setNamedItem

    def removeNamedItem(self, name):
        """Takes an attribute out."""
        if name not in self._names:
            raise xml.dom.NotFoundErr()
        return self._owner.removeAttributeNode(self._names[name])

    def removeNamedItemNS(self, namespaceURI, localName):
        """Takes an attribute out."""
        if (namespaceURI, localName) not in self._pairs:
            raise xml.dom.NotFoundErr()
        return self._owner.removeAttributeNode(self._pairs[namespaceURI, localName])


AttributeList = NamedNodeMap


class Element(Node):
    """An element: a name, attributes, and what is in it."""

    nodeType = Node.ELEMENT_NODE
    nodeValue = None
    _child_types = (Node.ELEMENT_NODE, Node.PROCESSING_INSTRUCTION_NODE, Node.COMMENT_NODE, Node.TEXT_NODE,
                    Node.CDATA_SECTION_NODE, Node.ENTITY_REFERENCE_NODE)

    def __init__(self, tagName, namespaceURI=EMPTY_NAMESPACE, prefix=None, localName=None):
        self.parentNode = None
        self.tagName = self.nodeName = tagName
        self.prefix, self.namespaceURI = prefix, namespaceURI
        self._local = localName
        self.childNodes = NodeList()
        self.nextSibling = self.previousSibling = None
        self._attrs, self._attrsNS = {}, {}

    @property
    def localName(self):
        """The name without its prefix."""
        return self._local or self.tagName.split(':', 1)[-1]

    @property
    def attributes(self):
        """The attributes."""
        return NamedNodeMap(self._attrs, self._attrsNS, self)

    def unlink(self):
        for attribute in self._attrs.values():
            attribute.unlink()
        self._attrs, self._attrsNS = {}, {}
        super().unlink()

    # --- attributes ---

    def getAttribute(self, attname):
        """The text of an attribute; '' if there is none."""
        found = self._attrs.get(attname)
        return found.value if found is not None else ''

    def getAttributeNS(self, namespaceURI, localName):
        """The text of an attribute; '' if there is none."""
        found = self._attrsNS.get((namespaceURI, localName))
        return found.value if found is not None else ''

    def setAttribute(self, attname, value):
        """Sets the text of an attribute."""
        found = self._attrs.get(attname)
        if found is None:
            found = Attr(attname)
            found.value, found.ownerDocument = value, self.ownerDocument
            self.setAttributeNode(found)
        else:
            found.value = value

    def setAttributeNS(self, namespaceURI, qualifiedName, value):
        """Sets the text of an attribute."""
        prefix, local = _split(qualifiedName)
        found = self._attrsNS.get((namespaceURI, local))
        if found is None:
            found = Attr(qualifiedName, namespaceURI, local, prefix)
            found.value, found.ownerDocument = value, self.ownerDocument
            self.setAttributeNode(found)
        else:
            found.value = value
            if prefix != found.prefix:
                del self._attrs[found.nodeName]
                found.prefix, found.name, found.nodeName = prefix, qualifiedName, qualifiedName
                self._attrs[qualifiedName] = found

    def getAttributeNode(self, attrname):
        """The attribute of that name, or None."""
        return self._attrs.get(attrname)

    def getAttributeNodeNS(self, namespaceURI, localName):
        """The attribute of that name, or None."""
        return self._attrsNS.get((namespaceURI, localName))

    def setAttributeNode(self, attr):
        """Puts an attribute in; what it replaces, or None."""
        if attr.ownerElement not in (None, self):
            raise xml.dom.InuseAttributeErr('attribute node already owned')
        old = self._attrs.get(attr.name) or self._attrsNS.get((attr.namespaceURI, attr.localName))
        if old is attr:
            return None
        if old is not None:
            self.removeAttributeNode(old)
        self._attrs[attr.name] = self._attrsNS[attr.namespaceURI, attr.localName] = attr
        attr.ownerElement = self
        return old

    setAttributeNodeNS = setAttributeNode

    def removeAttribute(self, name):
        """Takes an attribute out."""
        if name not in self._attrs:
            raise xml.dom.NotFoundErr()
        self.removeAttributeNode(self._attrs[name])

    def removeAttributeNS(self, namespaceURI, localName):
        """Takes an attribute out."""
        if (namespaceURI, localName) not in self._attrsNS:
            raise xml.dom.NotFoundErr()
        self.removeAttributeNode(self._attrsNS[namespaceURI, localName])

    def removeAttributeNode(self, node):
        """Takes an attribute out."""
        if node is None or self._attrs.get(node.name) is not node:
            raise xml.dom.NotFoundErr()
        del self._attrs[node.name], self._attrsNS[node.namespaceURI, node.localName]
        node.unlink()
        return node

    removeAttributeNodeNS = removeAttributeNode

    def hasAttribute(self, name):
        """Whether there is such an attribute."""
        return name in self._attrs

    def hasAttributeNS(self, namespaceURI, localName):
        """Whether there is such an attribute."""
        return (namespaceURI, localName) in self._attrsNS

    def hasAttributes(self):
        """Whether there are attributes."""
        return bool(self._attrs)

    def setIdAttribute(self, name):
        """Says that an attribute is the element's id."""
        self.setIdAttributeNode(self.getAttributeNode(name))

    def setIdAttributeNS(self, namespaceURI, localName):
        """Says that an attribute is the element's id."""
        self.setIdAttributeNode(self.getAttributeNodeNS(namespaceURI, localName))

    def setIdAttributeNode(self, idAttr):
        """Says that an attribute is the element's id."""
        if idAttr is None or idAttr.ownerElement is not self:
            raise xml.dom.NotFoundErr()
        idAttr._is_id = True

    # --- elements within ---

    def getElementsByTagName(self, name):
        """All elements within of that name; '*' stands for any."""
        return _tags(self, lambda it: name in ('*', it.tagName))

    def getElementsByTagNameNS(self, namespaceURI, localName):
        """All elements within of that name."""
        return _tags(self, lambda it: localName in ('*', it.localName) and namespaceURI in ('*', it.namespaceURI))

    def __repr__(self):
        return f'<DOM Element: {self.tagName} at {id(self):#x}>'

    def writexml(self, writer, indent='', addindent='', newl=''):
        """Writes the element."""
        writer.write(f'{indent}<{self.tagName}')
        for name, attribute in self._attrs.items():
            writer.write(f' {name}="')
            _write_data(writer, attribute.value, True)
            writer.write('"')
        children = self.childNodes
        if not children:
            writer.write(f'/>{newl}')
            return
        writer.write('>')
        if len(children) == 1 and children[0].nodeType in (Node.TEXT_NODE, Node.CDATA_SECTION_NODE):
            children[0].writexml(writer, '', '', '')
        else:
            writer.write(newl)
            for child in children:
                child.writexml(writer, indent + addindent, addindent, newl)
            writer.write(indent)
        writer.write(f'</{self.tagName}>{newl}')


class DocumentType(Node):
    """What a document says of its type."""

    nodeType = Node.DOCUMENT_TYPE_NODE
    nodeValue = None

    def __init__(self, qualifiedName):
        self.childNodes = EmptyNodeList()
        self.name = self.nodeName = qualifiedName
        self.publicId = self.systemId = self.internalSubset = None
        self.entities, self.notations = NamedNodeMap({}, {}, self), NamedNodeMap({}, {}, self)
        self.parentNode = self.ownerDocument = self.nextSibling = self.previousSibling = None

    def writexml(self, writer, indent='', addindent='', newl=''):
        """Writes the declaration."""
        writer.write(f'<!DOCTYPE {self.name}')
        if self.publicId:
            writer.write(f"{newl}  PUBLIC '{self.publicId}'{newl}  '{self.systemId}'")
        elif self.systemId:
            writer.write(f"{newl}  SYSTEM '{self.systemId}'")
        if self.internalSubset is not None:
            writer.write(f' [{self.internalSubset}]')
        writer.write('>' + newl)


class DOMImplementation:
    """What makes documents."""

    _known = {('core', '1.0'), ('core', '2.0'), ('core', None), ('xml', '1.0'), ('xml', '2.0'), ('xml', None),
              ('ls-load', '3.0'), ('ls-load', None)}

    def hasFeature(self, feature, version):
        """Whether it can do something."""
        return (feature.lower(), version or None) in self._known

    def createDocument(self, namespaceURI, qualifiedName, doctype):
        """A new document, with its outermost element unless there is no name."""
        if doctype and doctype.parentNode is not None:
            raise xml.dom.WrongDocumentErr('doctype object owned by another DOM tree')
        document = Document()
        if not qualifiedName and (namespaceURI or doctype):
            raise xml.dom.InvalidCharacterErr('Element with no name')
        if doctype:
            document.appendChild(doctype)
            doctype.ownerDocument = document
        if qualifiedName:
            prefix, _ = _split(qualifiedName)
            if prefix == 'xml' and namespaceURI != xml.dom.XML_NAMESPACE:
                raise xml.dom.NamespaceErr("illegal use of 'xml' prefix")
            if prefix and not namespaceURI:
                raise xml.dom.NamespaceErr('illegal use of prefix without namespaces')
            document.appendChild(document.createElementNS(namespaceURI, qualifiedName))
        document.doctype, document.implementation = doctype, self
        return document

    def createDocumentType(self, qualifiedName, publicId, systemId):
        """A new type of a document."""
        made = DocumentType(qualifiedName)
        made.publicId, made.systemId = publicId, systemId
        return made

    def getInterface(self, feature):
        return self if self.hasFeature(feature, None) else None


class Document(Node):
    """A whole document."""

    nodeType = Node.DOCUMENT_NODE
    nodeName, nodeValue = '#document', None
    implementation = DOMImplementation()
    parentNode = previousSibling = nextSibling = None
    doctype = encoding = standalone = version = documentURI = None
    _child_types = (Node.ELEMENT_NODE, Node.PROCESSING_INSTRUCTION_NODE, Node.COMMENT_NODE, Node.DOCUMENT_TYPE_NODE)

    def __init__(self):
        self.childNodes = NodeList()
        self.ownerDocument = None

    @property
    def documentElement(self):
        """The outermost element, or None."""
        for child in self.childNodes:
            if child.nodeType == Node.ELEMENT_NODE:
                return child
        return None

    def _check_child(self, node):
        super()._check_child(node)
        if node.nodeType == Node.ELEMENT_NODE and self.documentElement not in (None, node):
            raise xml.dom.HierarchyRequestErr('two document elements disallowed')

    def unlink(self):
        super().unlink()
        self.doctype = None

    def _own(self, node):
        node.ownerDocument = self
        return node

    def createDocumentFragment(self):
        return self._own(DocumentFragment())

    def createElement(self, tagName):
        return self._own(Element(tagName))

    def createElementNS(self, namespaceURI, qualifiedName):
        return self._own(Element(qualifiedName, namespaceURI, _split(qualifiedName)[0]))

    def createTextNode(self, data):
        if not isinstance(data, str):
            raise TypeError('node contents must be a string')
        return self._with_data(Text(), data)

    def createCDATASection(self, data):
        if not isinstance(data, str):
            raise TypeError('node contents must be a string')
        return self._with_data(CDATASection(), data)

    def _with_data(self, node, data):
        node.data = data
        return self._own(node)

    def createComment(self, data):
        return self._own(Comment(data))

    def createProcessingInstruction(self, target, data):
        return self._own(ProcessingInstruction(target, data))

    def createAttribute(self, qName):
        return self._own(Attr(qName))

    def createAttributeNS(self, namespaceURI, qualifiedName):
        prefix, local = _split(qualifiedName)
        return self._own(Attr(qualifiedName, namespaceURI, local, prefix))

    def getElementById(self, id):
        """The element with that id, if attributes say that they are ids."""
        for element in _tags(self, lambda it: True):
            if any(it._is_id and it.value == id for it in element._attrs.values()):
                return element
        return None

    getElementsByTagName = Element.getElementsByTagName
    getElementsByTagNameNS = Element.getElementsByTagNameNS

    def importNode(self, node, deep):
        """A copy of a node of another document."""
        if node.nodeType == Node.DOCUMENT_NODE:
            raise xml.dom.NotSupportedErr('cannot import document nodes')
        if node.nodeType == Node.DOCUMENT_TYPE_NODE:
            raise xml.dom.NotSupportedErr('cannot import document type nodes')
        return _copy(node, deep, self)

    def renameNode(self, n, namespaceURI, name):
        """Gives an element or an attribute another name."""
        if n.ownerDocument is not self:
            raise xml.dom.WrongDocumentErr('cannot rename nodes from other documents;\nexpected %s,\nfound %s'
                                           % (self, n.ownerDocument))
        if n.nodeType not in (Node.ELEMENT_NODE, Node.ATTRIBUTE_NODE):
            raise xml.dom.NotSupportedErr('renameNode() only applies to element and attribute nodes')
        element = n.ownerElement if n.nodeType == Node.ATTRIBUTE_NODE else None
        if element is not None:
            was_id = n._is_id
            element.removeAttributeNode(n)
        n.prefix, n._local = _split(name)
        n.nodeName, n.namespaceURI = name, namespaceURI
        if n.nodeType == Node.ELEMENT_NODE:
            n.tagName = name
        else:
            n.name = name
            if element is not None:
                element.setAttributeNode(n)
                n._is_id = was_id
        return n

    def writexml(self, writer, indent='', addindent='', newl='', encoding=None, standalone=None):
        """Writes the document with its declaration."""
        said = ''
        if encoding:
            said += f' encoding="{encoding}"'
        if standalone is not None:
            said += f' standalone="{"yes" if standalone else "no"}"'
        writer.write(f'<?xml version="1.0" {said.lstrip()}?>{newl}' if said else f'<?xml version="1.0" ?>{newl}')
        for node in self.childNodes:
            node.writexml(writer, indent, addindent, newl)

    def __repr__(self):
        return f'<xml.dom.minidom.Document object at {id(self):#x}>'


def _copy(node, deep, owner):
    """A copy of a node, with all that is in it if `deep`."""
    kind = node.nodeType
    if kind == Node.ELEMENT_NODE:
        made = owner.createElementNS(node.namespaceURI, node.nodeName)
        for attribute in node._attrs.values():
            made.setAttributeNS(attribute.namespaceURI, attribute.nodeName, attribute.value)
    elif kind == Node.ATTRIBUTE_NODE:
        made = owner.createAttributeNS(node.namespaceURI, node.nodeName)
        made.value = node.value
        return made
    elif kind == Node.DOCUMENT_FRAGMENT_NODE:
        made = owner.createDocumentFragment()
    elif kind == Node.TEXT_NODE:
        return owner.createTextNode(node.data)
    elif kind == Node.CDATA_SECTION_NODE:
        return owner.createCDATASection(node.data)
    elif kind == Node.COMMENT_NODE:
        return owner.createComment(node.data)
    elif kind == Node.PROCESSING_INSTRUCTION_NODE:
        return owner.createProcessingInstruction(node.target, node.data)
    elif kind == Node.DOCUMENT_TYPE_NODE:
        made = node.__class__(node.name)
        made.publicId, made.systemId, made.internalSubset = node.publicId, node.systemId, node.internalSubset
        made.ownerDocument = owner
        return made
    else:
        if not deep:
            return None
        made = Document()
        owner = made
    if deep:
        for child in node.childNodes:
            copied = _copy(child, True, owner)
            made.appendChild(copied)
            if copied.nodeType == Node.DOCUMENT_TYPE_NODE:
                made.doctype = copied
    return made


def parse(file, parser=None, bufsize=None):
    """The document in a file."""
    from xml.dom import _build
    if isinstance(file, str):
        with open(file, 'rb') as opened:
            return _build.read(opened.read())
    return _build.read(file.read())


def parseString(string, parser=None):
    """The document in a text."""
    from xml.dom import _build
    return _build.read(string)


def getDOMImplementation(features=None):
    """What makes documents."""
    if isinstance(features, str):
        words = features.split()
        features = [(word, words[place + 1] if words[place + 1:place + 2] and words[place + 1][0].isdigit() else None)
                    for place, word in enumerate(words) if not word[0].isdigit()]
    for feature, version in features or ():
        if not Document.implementation.hasFeature(feature, version):
            return None
    return Document.implementation
