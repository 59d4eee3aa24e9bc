"""XML as a tree of elements: an element has a tag, a dict of attributes, text before its first child and a tail
after its end, and is otherwise a list of its children.

    <a x="1">text<b/>tail of b</a>
"""

import contextlib
import io

from xml.etree import _write
from xml.etree._element import PI, Comment, Element, ProcessingInstruction, QName, SubElement, iselement
from xml.etree._expat import ParseError
from xml.etree._read import C14NWriterTarget, TreeBuilder, XMLParser, XMLPullParser, iterparse
from xml.etree._write import register_namespace

__all__ = ['Comment', 'dump', 'Element', 'ElementTree', 'canonicalize', 'fromstring', 'fromstringlist', 'indent',
           'iselement', 'iterparse', 'parse', 'ParseError', 'PI', 'ProcessingInstruction', 'QName', 'SubElement',
           'tostring', 'tostringlist', 'TreeBuilder', 'VERSION', 'XML', 'XMLID', 'XMLParser', 'XMLPullParser',
           'register_namespace', 'C14NWriterTarget']

VERSION = '1.3.0'


class ElementTree:
    """A whole document."""

    def __init__(self, element=None, file=None):
        self._root = element
        if file:
            self.parse(file)

    def getroot(self):
        """The outermost element."""
        return self._root

    def _setroot(self, element):
        self._root = element

    def parse(self, source, parser=None):
        """Reads the tree from a file."""
        with _opened(source, 'rb') as file:
            if parser is None:
                parser = XMLParser()
            while data := file.read(65536):
                parser.feed(data)
            self._root = parser.close()
        return self._root

    def _path(self, path):
        if path[:1] == '/':
            path = '.' + path
            import warnings
            warnings.warn('This search is broken in 1.3 and earlier, and will be fixed in a future version.  '
                          f'If you rely on the current behaviour, change it to {path!r}', FutureWarning, 3)
        return path

    def iter(self, tag=None):
        """All elements, in document order."""
        return self._root.iter(tag)

    def find(self, path, namespaces=None):
        """The first element that the path leads to, or None."""
        return self._root.find(self._path(path), namespaces)

    def findtext(self, path, default=None, namespaces=None):
        """The text of the first such element."""
        return self._root.findtext(self._path(path), default, namespaces)

    def findall(self, path, namespaces=None):
        """All elements that the path leads to."""
        return self._root.findall(self._path(path), namespaces)

    def iterfind(self, path, namespaces=None):
        """All such elements, one by one."""
        return self._root.iterfind(self._path(path), namespaces)

    def write(self, file_or_filename, encoding=None, xml_declaration=None, default_namespace=None, method=None, *,
              short_empty_elements=True):
        """Writes the tree to a file."""
        method = method or 'xml'
        if method not in ('xml', 'html', 'text', 'c14n'):
            raise ValueError(f'unknown method {method!r}')
        encoding = encoding or ('utf-8' if method == 'c14n' else 'us-ascii')
        declared = xml_declaration
        if declared is None:
            declared = method == 'xml' and encoding.lower() not in ('utf-8', 'us-ascii', 'unicode')
        out = io.StringIO()
        if declared and method == 'xml':
            named = 'UTF-8' if encoding.lower() == 'unicode' else encoding
            out.write(f"<?xml version='1.0' encoding='{named}'?>\n")
        if method == 'c14n':
            canonicalize(tostring(self._root, 'unicode'), out=out)
        elif method == 'text':
            out.write(''.join(self._root.itertext()))
        else:
            qnames, namespaces = _write._namespaces(self._root, default_namespace)
            write = _write._write_html if method == 'html' else _write._write_xml
            write(out.write, self._root, qnames, namespaces, short_empty_elements)
        text = out.getvalue()
        if encoding.lower() == 'unicode':
            with _opened(file_or_filename, 'w') as file:
                file.write(text)
        else:
            with _opened(file_or_filename, 'wb') as file:
                file.write(text.encode(encoding, 'xmlcharrefreplace'))

    def write_c14n(self, file):
        """Writes the tree in canonical form."""
        return self.write(file, method='c14n')


@contextlib.contextmanager
def _opened(file, mode):
    if hasattr(file, 'read' if 'r' in mode else 'write'):
        yield file
    else:
        with open(file, mode, encoding=None if 'b' in mode else 'utf-8') as opened:
            yield opened


def tostring(element, encoding=None, method=None, *, xml_declaration=None, default_namespace=None,
             short_empty_elements=True):
    """An element and all below it as bytes, or as str if the encoding is 'unicode'."""
    stream = io.StringIO() if encoding == 'unicode' else io.BytesIO()
    ElementTree(element).write(stream, encoding, xml_declaration=xml_declaration, default_namespace=default_namespace,
                               method=method, short_empty_elements=short_empty_elements)
    return stream.getvalue()


def tostringlist(element, encoding=None, method=None, **options):
    """The same as a list of pieces."""
    return [tostring(element, encoding, method, **options)]


def dump(elem):
    """Writes an element to standard output, to look at it."""
    import sys
    if not isinstance(elem, ElementTree):
        elem = ElementTree(elem)
    elem.write(sys.stdout, encoding='unicode')
    tail = elem.getroot().tail
    if not tail or tail[-1] != '\n':
        sys.stdout.write('\n')


def indent(tree, space='  ', level=0):
    """Puts whitespace between elements, so that each stands on a line of its own."""
    if isinstance(tree, ElementTree):
        tree = tree.getroot()
    if level < 0:
        raise ValueError(f'Initial indentation level must be >= 0, got {level}')
    if len(tree):
        _indent_children(tree, '\n' + level * space, space)


def _indent_children(element, line, space):
    inner = line + space
    if not element.text or not element.text.strip():
        element.text = inner
    for child in element:
        if len(child):
            _indent_children(child, inner, space)
        if not child.tail or not child.tail.strip():
            child.tail = inner
    if not child.tail.strip():
        child.tail = line


def parse(source, parser=None):
    """The tree of a file."""
    tree = ElementTree()
    tree.parse(source, parser)
    return tree


def XML(text, parser=None):
    """The outermost element of a text."""
    parser = parser or XMLParser()
    parser.feed(text)
    return parser.close()


fromstring = XML


def fromstringlist(sequence, parser=None):
    """The same out of pieces of text."""
    parser = parser or XMLParser()
    for text in sequence:
        parser.feed(text)
    return parser.close()


def XMLID(text, parser=None):
    """The outermost element, and a dict of those that have an id."""
    tree = XML(text, parser)
    return tree, {element.get('id'): element for element in tree.iter() if element.get('id')}


def canonicalize(xml_data=None, *, out=None, from_file=None, **options):
    """A document in canonical form: written to `out`, or given back."""
    if xml_data is None and from_file is None:
        raise ValueError("Either 'xml_data' or 'from_file' must be provided as input")
    buffer = io.StringIO() if out is None else out
    parser = XMLParser(target=C14NWriterTarget(buffer.write, **options))
    if xml_data is not None:
        parser.feed(xml_data)
        parser.close()
    else:
        parse(from_file, parser)
    return buffer.getvalue() if out is None else None
