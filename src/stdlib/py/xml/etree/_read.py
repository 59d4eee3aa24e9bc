"""Targets of a parser of XML: builders of trees, recorders of events, writers of canonical text."""

import collections
import collections.abc

from xml.etree._element import Comment, Element, ProcessingInstruction
from xml.etree._expat import Expat
from xml.etree._write import _namespace_map


class TreeBuilder:
    """Makes a tree of the events of a parser."""

    __module__ = 'xml.etree.ElementTree'

    def __init__(self, element_factory=None, *, comment_factory=None, pi_factory=None, insert_comments=False,
                 insert_pis=False):
        self._factory = element_factory or Element
        self._comment = comment_factory or Comment
        self._pi = pi_factory or ProcessingInstruction
        self.insert_comments, self.insert_pis = insert_comments, insert_pis
        self._data, self._open = [], []
        self._last = self._root = None
        self._in_tail = False

    def close(self):
        """The outermost element."""
        if self._open:
            raise AssertionError('missing end tags')
        if self._root is None:
            raise AssertionError('missing toplevel element')
        return self._root

    def _flush(self):
        if self._data:
            if self._last is not None:
                text = ''.join(self._data)
                if self._in_tail:
                    self._last.tail = text
                else:
                    self._last.text = text
            self._data = []

    def data(self, data):
        """Text within the current element."""
        self._data.append(data)

    def start(self, tag, attrs):
        """Opens an element."""
        self._flush()
        self._last = element = self._factory(tag, attrs)
        if self._open:
            self._open[-1].append(element)
        elif self._root is None:
            self._root = element
        self._open.append(element)
        self._in_tail = False
        return element

    def end(self, tag):
        """Closes the current element."""
        self._flush()
        self._last = self._open.pop()
        if self._last.tag != tag:
            raise AssertionError(f'end tag mismatch (expected {self._last.tag}, got {tag})')
        self._in_tail = True
        return self._last

    def comment(self, text):
        """A comment."""
        return self._insert(self._comment(text), self.insert_comments)

    def pi(self, target, text=None):
        """A processing instruction."""
        return self._insert(self._pi(target, text), self.insert_pis)

    def _insert(self, element, keep):
        if keep:
            self._flush()
            self._last = element
            if self._open:
                self._open[-1].append(element)
            self._in_tail = True
        return element


class XMLParser:
    """Reads XML and tells a target what it finds."""

    __module__ = 'xml.etree.ElementTree'

    def __init__(self, *, target=None, encoding=None):
        self.target = TreeBuilder() if target is None else target
        self._encoding = encoding
        self.entity = {}
        self.version = 'Expat 2.5.0'
        self._expat = Expat(self.target, self.entity, encoding)

    def feed(self, data):
        """Reads more."""
        self._expat.feed(data)

    def flush(self):
        """Nothing is held back here."""

    def close(self):
        """Ends the document; the target says what comes of it."""
        self._expat.finish()
        close = getattr(self.target, 'close', None)
        return close() if close else None


class XMLPullParser:
    """Reads XML in pieces, and gives events when asked."""

    __module__ = 'xml.etree.ElementTree'

    def __init__(self, events=None, *, _parser=None):
        self._events = collections.deque()
        self._wanted = ('end',) if events is None else tuple(events)
        for event in self._wanted:
            if event not in ('start', 'end', 'start-ns', 'end-ns', 'comment', 'pi'):
                raise ValueError(f'unknown event {event!r}')
        self._parser = _parser or XMLParser()
        expat, target = self._parser._expat, self._parser.target
        expat.target = _Recorder(target, self._wanted, self._events)

    def feed(self, data):
        """Reads more."""
        if self._parser is None:
            raise ValueError('feed() called after end of stream')
        if data:
            try:
                self._parser.feed(data)
            except SyntaxError as error:
                self._events.append(error)

    def _close_and_return_root(self):
        root = self._parser.close()
        self._parser = None
        return root

    def close(self):
        """Ends the document."""
        self._close_and_return_root()

    def read_events(self):
        """Pairs of an event's name and its element."""
        while self._events:
            event = self._events.popleft()
            if isinstance(event, Exception):
                raise event
            yield event


class _Recorder:
    """Hands everything on to a target, and notes what was asked for."""

    def __init__(self, target, wanted, events):
        self._target, self._wanted, self._events = target, wanted, events

    def _note(self, name, value):
        if name in self._wanted:
            self._events.append((name, value))

    def start(self, tag, attrib):
        self._note('start', self._target.start(tag, attrib))

    def end(self, tag):
        self._note('end', self._target.end(tag))

    def data(self, text):
        self._target.data(text)

    def comment(self, text):
        self._note('comment', self._target.comment(text))

    def pi(self, target, text):
        self._note('pi', self._target.pi(target, text))

    def start_ns(self, prefix, uri):
        self._note('start-ns', (prefix, uri))

    def end_ns(self, prefix):
        self._note('end-ns', None)


class _IterParse(collections.abc.Iterator):
    """What `iterparse` gives: events, and at the end the root."""

    def __init__(self, source, events, parser):
        self._opened = not hasattr(source, 'read')
        self._source = open(source, 'rb') if self._opened else source
        self._pull = XMLPullParser(events, _parser=parser)
        self._events = self._all()
        self.root = None

    def _all(self):
        try:
            while True:
                yield from self._pull.read_events()
                data = self._source.read(16 * 1024)
                if not data:
                    break
                self._pull.feed(data)
            root = self._pull._close_and_return_root()
            yield from self._pull.read_events()
            self.root = root
        finally:
            if self._opened:
                self._source.close()

    def __next__(self):
        return next(self._events)


def iterparse(source, events=None, parser=None):
    """Reads a document, and gives its events while it grows."""
    return _IterParse(source, events, parser)


class C14NWriterTarget:
    """Writes canonical XML: attributes are sorted, empty elements have an end tag, and no declaration stands before."""

    __module__ = 'xml.etree.ElementTree'

    def __init__(self, write, *, with_comments=False, strip_text=False, **_):
        self._write, self._comments, self._strip = write, with_comments, strip_text
        self._data, self._prefixes, self._depth = [], [{}], 0

    def _flush(self):
        text = ''.join(self._data)
        self._data = []
        if self._strip:
            text = text.strip()
        if text and self._depth:
            text = text.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;')
            self._write(text.replace('\r', '&#xD;'))

    def data(self, text):
        self._data.append(text)

    def start(self, tag, attrib):
        self._flush()
        declared, fresh = dict(self._prefixes[-1]), {}

        def written(name):
            if name[:1] != '{':
                return name
            uri, local = name[1:].rsplit('}', 1)
            if uri not in declared:
                declared[uri] = fresh[uri] = _namespace_map.get(uri) or f'ns{len(declared)}'
            return f'{declared[uri]}:{local}'

        name = written(tag)
        pairs = [(key, written(key), value) for key, value in sorted(attrib.items())]
        self._prefixes.append(declared)
        self._write('<' + name)
        for uri, prefix in sorted(fresh.items(), key=lambda pair: pair[1]):
            self._write(f' xmlns:{prefix}="{uri}"')
        for _, key, value in pairs:
            value = value.replace('&', '&amp;').replace('<', '&lt;').replace('"', '&quot;')
            value = value.replace('\t', '&#x9;').replace('\n', '&#xA;').replace('\r', '&#xD;')
            self._write(f' {key}="{value}"')
        self._write('>')
        self._depth += 1
        self._names = getattr(self, '_names', [])
        self._names.append(name)

    def end(self, tag):
        self._flush()
        self._prefixes.pop()
        self._depth -= 1
        self._write(f'</{self._names.pop()}>')

    def comment(self, text):
        if self._comments:
            self._flush()
            self._write(f'<!--{text}-->')

    def pi(self, target, data):
        self._flush()
        self._write(f'<?{target} {data}?>' if data else f'<?{target}?>')

    def close(self):
        self._flush()
