"""What all nodes share: they lie in lists of children, each knows its parent and its neighbours, and all can be written."""

import io

import xml.dom

from xml.dom import EMPTY_NAMESPACE, EMPTY_PREFIX


class NodeList(list):
    """A list of nodes."""

    __slots__ = ()
    __module__ = 'xml.dom.minidom'

    def item(self, index):
        """A node by its place, or None."""
        return self[index] if 0 <= index < len(self) else None

    length = property(len)


class EmptyNodeList(tuple):
    """What stands for a list of nodes where there can't be any."""

    __slots__ = ()

    def __add__(self, other):
        return NodeList(other)

    __radd__ = __add__

    def item(self, index):
        return None

    length = property(len)


def _write_data(writer, data, attribute=False):
    """Text as it stands in a document."""
    if data:
        data = data.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;')
        if attribute:
            data = data.replace('"', '&quot;')
        writer.write(data)


def _tags(node, wanted):
    """The elements within a node that are wanted, in the order of the document."""
    found, waiting = NodeList(), list(reversed(node.childNodes))
    while waiting:
        child = waiting.pop()
        if child.nodeType == Node.ELEMENT_NODE:
            if wanted(child):
                found.append(child)
            waiting.extend(reversed(child.childNodes))
    return found


def _checked_parent(node):
    """Takes a node out of where it is."""
    if getattr(node, 'parentNode', None) is not None:
        node.parentNode.removeChild(node)


class Node(xml.dom.Node):
    """Any part of a document."""

    __module__ = 'xml.dom.minidom'

    namespaceURI = parentNode = ownerDocument = nextSibling = previousSibling = attributes = None
    prefix = EMPTY_PREFIX
    _child_types = ()

    def __bool__(self):
        return True

    @property
    def firstChild(self):
        """The first node in this one, or None."""
        return self.childNodes[0] if self.childNodes else None

    @property
    def lastChild(self):
        """The last node in this one, or None."""
        return self.childNodes[-1] if self.childNodes else None

    localName = None

    # --- writing ---

    def toxml(self, encoding=None, standalone=None):
        """The node as text, or as bytes in an encoding."""
        return self.toprettyxml('', '', encoding, standalone)

    def toprettyxml(self, indent='\t', newl='\n', encoding=None, standalone=None):
        """The same, with a line for each node."""
        if encoding is None:
            writer = io.StringIO()
        else:
            writer = io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors='xmlcharrefreplace', newline='\n')
        if self.nodeType == Node.DOCUMENT_NODE:
            self.writexml(writer, '', indent, newl, encoding, standalone)
        else:
            self.writexml(writer, '', indent, newl)
        return writer.getvalue() if encoding is None else writer.detach().getvalue()

    # --- children ---

    def hasChildNodes(self):
        """Whether there is anything in this node."""
        return bool(self.childNodes)

    def _check_child(self, node):
        if node.nodeType not in self._child_types:
            raise xml.dom.HierarchyRequestErr(f'{node!r} cannot be child of {self!r}')

    def _place(self, node):
        """Where a child is."""
        for place, child in enumerate(self.childNodes):
            if child is node:
                return place
        raise xml.dom.NotFoundErr()

    def _link(self, place):
        """Tells the children around a place who their neighbours are."""
        children = self.childNodes
        if 0 < place <= len(children):
            children[place - 1].nextSibling = children[place] if place < len(children) else None
        if place < len(children):
            children[place].previousSibling = children[place - 1] if place else None

    def insertBefore(self, newChild, refChild):
        """Puts a node before a child, or at the end."""
        if newChild.nodeType == Node.DOCUMENT_FRAGMENT_NODE:
            for child in tuple(newChild.childNodes):
                self.insertBefore(child, refChild)
            return newChild
        self._check_child(newChild)
        if newChild is refChild:
            return newChild
        _checked_parent(newChild)
        place = len(self.childNodes) if refChild is None else self._place(refChild)
        self.childNodes.insert(place, newChild)
        newChild.nextSibling = None
        self._link(place)
        self._link(place + 1)
        newChild.parentNode = self
        return newChild

    def appendChild(self, node):
        """Puts a node at the end."""
        return self.insertBefore(node, None)

    def replaceChild(self, newChild, oldChild):
        """Puts a node in the place of a child."""
        if newChild is oldChild:
            return None
        self._place(oldChild)
        after = oldChild.nextSibling
        if after is newChild:
            after = newChild.nextSibling
        if newChild.nodeType != Node.DOCUMENT_FRAGMENT_NODE:
            Node._check_child(self, newChild)
        self.removeChild(oldChild)
        self.insertBefore(newChild, after)
        return oldChild

    def removeChild(self, oldChild):
        """Takes a child out."""
        place = self._place(oldChild)
        del self.childNodes[place]
        self._link(place)
        oldChild.nextSibling = oldChild.previousSibling = oldChild.parentNode = None
        return oldChild

    def normalize(self):
        """Joins texts that are neighbours, and takes empty ones out."""
        kept = []
        for child in self.childNodes:
            if child.nodeType == Node.TEXT_NODE:
                if not child.data:
                    child.parentNode = child.nextSibling = child.previousSibling = None
                elif kept and kept[-1].nodeType == Node.TEXT_NODE:
                    kept[-1].data += child.data
                    child.parentNode = child.nextSibling = child.previousSibling = None
                else:
                    kept.append(child)
            else:
                kept.append(child)
                if child.nodeType == Node.ELEMENT_NODE:
                    child.normalize()
        self.childNodes[:] = kept
        for place in range(len(kept) + 1):
            self._link(place)

    def cloneNode(self, deep):
        """A copy, with all that is in it if `deep`."""
        from xml.dom import minidom
        return minidom._copy(self, deep, self.ownerDocument or self)

    def isSameNode(self, other):
        """Whether it is this node."""
        return self is other

    def isSupported(self, feature, version):
        """Whether something can be done with it."""
        return self.ownerDocument.implementation.hasFeature(feature, version)

    def getInterface(self, feature):
        return self if self.isSupported(feature, None) else None

    # --- data of a program ---

    def getUserData(self, key):
        """What a program has attached, or None."""
        return self.__dict__.get('_user_data', {}).get(key, (None, None))[0]

    def setUserData(self, key, data, handler):
        """Attaches something; what was there before."""
        attached = self.__dict__.setdefault('_user_data', {})
        old = self.getUserData(key)
        if data is None:
            attached.pop(key, None)
        else:
            attached[key] = (data, handler)
        return old

    def unlink(self):
        """Breaks the tree apart."""
        self.parentNode = self.ownerDocument = None
        for child in tuple(self.childNodes):
            child.unlink()
        if self.childNodes:
            self.childNodes = NodeList()
        self.previousSibling = self.nextSibling = None

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        self.unlink()


class DocumentFragment(Node):
    """Nodes without a parent, which are put in together."""

    __module__ = 'xml.dom.minidom'

    nodeType = Node.DOCUMENT_FRAGMENT_NODE
    nodeName, nodeValue = '#document-fragment', None
    _child_types = (Node.ELEMENT_NODE, Node.PROCESSING_INSTRUCTION_NODE, Node.COMMENT_NODE, Node.TEXT_NODE,
                    Node.CDATA_SECTION_NODE, Node.ENTITY_REFERENCE_NODE, Node.NOTATION_NODE)

    def __init__(self):
        self.childNodes = NodeList()


class _Childless(Node):
    """A node that has nothing in it."""

    childNodes = EmptyNodeList()
    firstChild = lastChild = None

    def insertBefore(self, newChild, refChild):
        raise xml.dom.HierarchyRequestErr(f'{self.nodeName} nodes do not have children')

    def appendChild(self, node):
        raise xml.dom.HierarchyRequestErr(f'{self.nodeName} nodes cannot have children')

    def removeChild(self, oldChild):
        raise xml.dom.NotFoundErr(f'{self.nodeName} nodes do not have children')

    def replaceChild(self, newChild, oldChild):
        raise xml.dom.HierarchyRequestErr(f'{self.nodeName} nodes do not have children')

    def hasChildNodes(self):
        return False

    def normalize(self):
        """There is nothing to join."""


class ProcessingInstruction(_Childless):
    """A word to a program."""

    __module__ = 'xml.dom.minidom'

    nodeType = Node.PROCESSING_INSTRUCTION_NODE

    def __init__(self, target, data):
        self.target, self.data = target, data

    nodeName = property(lambda self: self.target, lambda self, value: setattr(self, 'target', value))
    nodeValue = property(lambda self: self.data, lambda self, value: setattr(self, 'data', value))

    def writexml(self, writer, indent='', addindent='', newl=''):
        """Writes the instruction."""
        writer.write(f'{indent}<?{self.target} {self.data}?>{newl}')


class CharacterData(_Childless):
    """A node that is a text."""

    __module__ = 'xml.dom.minidom'

    def __init__(self):
        self.data = ''

    nodeValue = property(lambda self: self.data, lambda self, value: setattr(self, 'data', value))
    length = property(lambda self: len(self.data))

    def __len__(self):
        return len(self.data)

    def __repr__(self):
        dots = '...' if len(self.data) > 10 else ''
        return f'<DOM {self.__class__.__name__} node "{self.data[:10]!r}{dots}">'

    def _checked(self, offset, count=0):
        if offset < 0:
            raise xml.dom.IndexSizeErr('offset cannot be negative')
        if offset >= len(self.data):
            raise xml.dom.IndexSizeErr('offset cannot be beyond end of data')
        if count < 0:
            raise xml.dom.IndexSizeErr('count cannot be negative')

    def substringData(self, offset, count):
        self._checked(offset, count)
        return self.data[offset:offset + count]

    def appendData(self, arg):
        self.data += arg

    def insertData(self, offset, arg):
        self._checked(offset)
        self.data = self.data[:offset] + arg + self.data[offset:]

    def deleteData(self, offset, count):
        self._checked(offset, count)
        self.data = self.data[:offset] + self.data[offset + count:]

    def replaceData(self, offset, count, arg):
        self._checked(offset, count)
        self.data = self.data[:offset] + arg + self.data[offset + count:]


class Text(CharacterData):
    """Text between tags."""

    __module__ = 'xml.dom.minidom'

    nodeType = Node.TEXT_NODE
    nodeName = '#text'
    attributes = None

    def splitText(self, offset):
        """Cuts the text in two."""
        if offset < 0 or offset > len(self.data):
            raise xml.dom.IndexSizeErr('illegal offset value')
        rest = self.__class__()
        rest.data, rest.ownerDocument = self.data[offset:], self.ownerDocument
        if self.parentNode is not None:
            self.parentNode.insertBefore(rest, self.nextSibling)
        self.data = self.data[:offset]
        return rest

    def _run(self):
        """This text and its neighbours that are texts."""
        first = self
        while first.previousSibling is not None and first.previousSibling.nodeType in (3, 4):
            first = first.previousSibling
        while first is not None and first.nodeType in (3, 4):
            yield first
            first = first.nextSibling

    @property
    def wholeText(self):
        """The text with that of its neighbours."""
        return ''.join(node.data for node in self._run())

    def replaceWholeText(self, content):
        """Puts one text in the place of this one and its neighbours."""
        for node in list(self._run()):
            if node is not self or not content:
                node.parentNode.removeChild(node)
        if not content:
            return None
        self.data = content
        return self

    def writexml(self, writer, indent='', addindent='', newl=''):
        """Writes the text."""
        _write_data(writer, f'{indent}{self.data}{newl}')


class Comment(CharacterData):
    """A comment."""

    __module__ = 'xml.dom.minidom'

    nodeType = Node.COMMENT_NODE
    nodeName = '#comment'

    def __init__(self, data):
        self.data = data

    def writexml(self, writer, indent='', addindent='', newl=''):
        """Writes the comment."""
        if '--' in self.data:
            raise ValueError("'--' is not allowed in a comment node")
        writer.write(f'{indent}<!--{self.data}-->{newl}')


class CDATASection(Text):
    """Text in which nothing is markup."""

    __module__ = 'xml.dom.minidom'

    nodeType = Node.CDATA_SECTION_NODE
    nodeName = '#cdata-section'

    def writexml(self, writer, indent='', addindent='', newl=''):
        """Writes the section."""
        if ']]>' in self.data:
            raise ValueError("']]>' not allowed in a CDATA section")
        writer.write(f'<![CDATA[{self.data}]]>')
