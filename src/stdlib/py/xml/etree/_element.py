"""Elements of XML trees, and the names that they have."""

from xml.etree import ElementPath


class Element:
    """An element of the tree."""

    __module__ = 'xml.etree.ElementTree'

    tag = None
    attrib = None
    text = None
    tail = None

    def __init__(self, tag, attrib={}, **extra):
        if not isinstance(attrib, dict):
            raise TypeError(f'attrib must be dict, not {type(attrib).__name__}')
        self.tag = tag
        self.attrib = {**attrib, **extra}
        self._children = []

    def __repr__(self):
        return f'<{type(self).__name__} {self.tag!r} at {id(self):#x}>'

    def makeelement(self, tag, attrib):
        """A new element of the same type."""
        return type(self)(tag, attrib)

    def __copy__(self):
        made = self.makeelement(self.tag, self.attrib)
        made.text, made.tail = self.text, self.tail
        made[:] = self
        return made

    def __len__(self):
        return len(self._children)

    def __bool__(self):
        import warnings
        warnings.warn('Testing an element\'s truth value will raise an exception in future versions.  '
                      'Use specific \'len(elem)\' or \'elem is not None\' test instead.', DeprecationWarning, 2)
        return len(self._children) != 0

    def __getitem__(self, index):
        try:
            return self._children[index]
        except IndexError:
            raise IndexError('child index out of range') from None

    def __setitem__(self, index, element):
        if isinstance(index, slice):
            element = list(element)
            for it in element:
                self._assert_is_element(it)
        else:
            self._assert_is_element(element)
        try:
            self._children[index] = element
        except IndexError:
            raise IndexError('child assignment index out of range') from None

    def __delitem__(self, index):
        try:
            del self._children[index]
        except IndexError:
            raise IndexError('child assignment index out of range') from None

    def append(self, subelement):
        """Adds a child at the end."""
        self._assert_is_element(subelement, 'append', 1)
        self._children.append(subelement)

    def extend(self, elements):
        """Adds children at the end."""
        for element in elements:
            self._assert_is_element(element)
            self._children.append(element)

    def insert(self, index, subelement):
        """Adds a child before that one."""
        self._assert_is_element(subelement, 'insert', 2)
        self._children.insert(index, subelement)

    def _assert_is_element(self, it, method=None, place=0):
        if not isinstance(it, Element):
            if method:
                raise TypeError(f'{method}() argument {place} must be xml.etree.ElementTree.Element, '
                                f'not {type(it).__name__}')
            raise TypeError(f'expected an Element, not "{type(it).__name__}"')

    def remove(self, subelement):
        """Removes this very child."""
        for index, child in enumerate(self._children):
            if child is subelement or child == subelement:
                del self._children[index]
                return
        raise ValueError('list.remove(x): x not in list')

    def find(self, path, namespaces=None):
        """The first element that the path leads to, or None."""
        return ElementPath.find(self, path, namespaces)

    def findtext(self, path, default=None, namespaces=None):
        """The text of the first such element."""
        return ElementPath.findtext(self, path, default, namespaces)

    def findall(self, path, namespaces=None):
        """All elements that the path leads to."""
        return ElementPath.findall(self, path, namespaces)

    def iterfind(self, path, namespaces=None):
        """All such elements, one by one."""
        return ElementPath.iterfind(self, path, namespaces)

    def clear(self):
        """Removes children, attributes and texts."""
        self.attrib.clear()
        self._children = []
        self.text = self.tail = None

    def get(self, key, default=None):
        """The value of an attribute."""
        return self.attrib.get(key, default)

    def set(self, key, value):
        """Sets an attribute."""
        self.attrib[key] = value

    def keys(self):
        """The names of the attributes."""
        return list(self.attrib)

    def items(self):
        """The attributes as pairs."""
        return list(self.attrib.items())

    def iter(self, tag=None):
        """This element and all below it, in document order."""
        if tag == '*':
            tag = None
        waiting = [iter((self,))]
        while waiting:
            for element in waiting[-1]:
                if tag is None or element.tag == tag:
                    yield element
                waiting.append(iter(element._children))
                break
            else:
                waiting.pop()

    def itertext(self):
        """All texts within this element, in document order."""
        if not isinstance(self.tag, str) and self.tag is not None:
            return
        if self.text:
            yield self.text
        for child in self._children:
            yield from child.itertext()
            if child.tail:
                yield child.tail


def SubElement(parent, tag, attrib={}, **extra):
    """A new element, put at the end of another."""
    element = parent.makeelement(tag, {**attrib, **extra})
    parent.append(element)
    return element


def Comment(text=None):
    """An element that is written as a comment."""
    element = Element(Comment)
    element.text = text
    return element


def ProcessingInstruction(target, text=None):
    """An element that is written as a processing instruction."""
    element = Element(ProcessingInstruction)
    element.text = target if not text else f'{target} {text}'
    return element


PI = ProcessingInstruction


class QName:
    """A name with its namespace: `{uri}name`."""

    __module__ = 'xml.etree.ElementTree'

    def __init__(self, text_or_uri, tag=None):
        self.text = text_or_uri if tag is None else f'{{{text_or_uri}}}{tag}'

    def __str__(self):
        return self.text

    def __repr__(self):
        return f'<{type(self).__name__} {self.text!r}>'

    def __hash__(self):
        return hash(self.text)

    def _other(self, other):
        return other.text if isinstance(other, QName) else other

    def __eq__(self, other):
        return self.text == self._other(other)

    def __lt__(self, other):
        return self.text < self._other(other)

    def __le__(self, other):
        return self.text <= self._other(other)

    def __gt__(self, other):
        return self.text > self._other(other)

    def __ge__(self, other):
        return self.text >= self._other(other)


def iselement(element):
    """Whether this looks like an element."""
    return hasattr(element, 'tag')
