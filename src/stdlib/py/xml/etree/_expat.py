"""A parser of XML, with expat's messages: it tells a target of starts, ends and texts.

    position ──> text | <tag ...> | </tag> | <!-- --> | <? ?> | <![CDATA[ ]]> | <!DOCTYPE ...>

What is fed is kept until a whole piece of markup has come.
"""

import codecs
import re

_NAME = r'[A-Za-z_:\u00c0-\U000effff][-\w.:\u00b7]*'
_START = re.compile(rf'<({_NAME})')
_END = re.compile(rf'</({_NAME})[ \t\r\n]*>')
_ATTRIBUTE = re.compile(rf'[ \t\r\n]+({_NAME})[ \t\r\n]*=[ \t\r\n]*(?:"([^<"]*)"|\'([^<\']*)\')')
_TAG_ENDS = re.compile(r'[ \t\r\n]*(/?)>')
_REFERENCE = re.compile(rf'&(?:#(\d+)|#x([0-9a-fA-F]+)|({_NAME}));')
_WHOLE_TAG = re.compile(r'<(?:[^"\'<>]|"[^"]*"|\'[^\']*\')*>')
_BAD = re.compile('[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]')
_ENTITIES = {'amp': '&', 'lt': '<', 'gt': '>', 'quot': '"', 'apos': "'"}
_ENTITY = re.compile(rf'<!ENTITY\s+({_NAME})\s+(?:"([^"]*)"|\'([^\']*)\')\s*>')

# Expat's numbers.
SYNTAX, NO_ELEMENTS, INVALID_TOKEN, UNCLOSED_TOKEN = 2, 3, 4, 5
TAG_MISMATCH, DUPLICATE_ATTRIBUTE, JUNK, UNDEFINED_ENTITY, BAD_CHAR_REF = 7, 8, 9, 11, 14
MISPLACED_PI, UNKNOWN_ENCODING, UNCLOSED_CDATA, UNBOUND_PREFIX = 17, 18, 20, 27
_MESSAGES = {SYNTAX: 'syntax error', NO_ELEMENTS: 'no element found', INVALID_TOKEN: 'not well-formed (invalid token)',
             UNCLOSED_TOKEN: 'unclosed token', TAG_MISMATCH: 'mismatched tag',
             DUPLICATE_ATTRIBUTE: 'duplicate attribute', JUNK: 'junk after document element',
             UNDEFINED_ENTITY: 'undefined entity', BAD_CHAR_REF: 'reference to invalid character number',
             MISPLACED_PI: 'XML or text declaration not at start of entity',
             UNKNOWN_ENCODING: 'unknown encoding', UNCLOSED_CDATA: 'unclosed CDATA section',
             UNBOUND_PREFIX: 'unbound prefix'}


class ParseError(SyntaxError):
    """What is wrong with a document: `code` is expat's number, `position` is (line, column)."""


class Expat:
    """Reads text in pieces."""

    def __init__(self, target, entities, encoding):
        self.target, self.entities, self._encoding = target, entities, encoding
        self._text, self._at = '', 0
        self._line, self._column = 1, 0
        self._decoder = None
        self._open, self._spaces = [], [{'xml': 'http://www.w3.org/XML/1998/namespace'}]
        self._done = self._begun = self._finished = False
        self._held = ''

    # --- input ---

    def feed(self, data):
        if isinstance(data, str):
            text = data
        else:
            if self._decoder is None:
                self._decoder = self._find_decoder(bytes(data))
            text = self._decoder.decode(data)
        text, self._held = self._held + text, ''
        if text.endswith('\r'):
            # Its newline may come with the next piece.
            text, self._held = text[:-1], '\r'
        self._text = self._text[self._at:] + text.replace('\r\n', '\n').replace('\r', '\n')
        self._at = 0
        self._parse(False)

    def _find_decoder(self, data):
        encoding = self._encoding
        if encoding is None:
            if data[:2] in (b'\xff\xfe', b'\xfe\xff'):
                encoding = 'utf-16'
            else:
                declared = re.match(rb'\s*<\?xml[^>]*encoding\s*=\s*["\']([-\w.]+)', data.removeprefix(b'\xef\xbb\xbf'))
                encoding = declared[1].decode() if declared else 'utf-8'
        if encoding.lower() in ('utf-8', 'utf8'):
            encoding = 'utf-8-sig'
        try:
            return codecs.getincrementaldecoder(encoding)('strict')
        except LookupError:
            if encoding == self._encoding:
                raise ValueError(f'unknown encoding: {encoding}') from None
            raise self._error(UNKNOWN_ENCODING, 0) from None

    def finish(self):
        if not self._finished:
            self._finished = True
            self._text += self._held.replace('\r', '\n')
            self._parse(True)
            if not self._done:
                self._go(len(self._text))
                raise self._error(NO_ELEMENTS)

    # --- places ---

    def _go(self, to):
        """Moves on, counting lines."""
        passed = self._text[self._at:to]
        lines = passed.count('\n')
        if lines:
            self._line += lines
            self._column = len(passed) - passed.rfind('\n') - 1
        else:
            self._column += len(passed)
        self._at = to

    def _error(self, code, at=None):
        if at is not None and at > self._at:
            self._go(at)
        error = ParseError(f'{_MESSAGES[code]}: line {self._line}, column {self._column}')
        error.code, error.position = code, (self._line, self._column)
        return error

    # --- grammar ---

    def _parse(self, final):
        while self._at < len(self._text):
            text, at = self._text, self._at
            if text[at] != '<':
                if not self._take_text(final):
                    return
                continue
            following = text[at:at + 9]
            if following.startswith('<!--'):
                taken = self._until('-->', UNCLOSED_TOKEN, final, self._comment, 4)
            elif following == '<![CDATA[':
                if not self._open:
                    raise self._error(SYNTAX if not self._done else JUNK)
                taken = self._until(']]>', UNCLOSED_CDATA, final, self._data, 9)
            elif following.startswith('<?'):
                taken = self._until('?>', UNCLOSED_TOKEN, final, self._instruction, 2)
            elif following.startswith('<!DOCTYPE'):
                taken = self._doctype(final)
            elif not final and ('<!--'.startswith(following) or '<![CDATA['.startswith(following)
                                or '<!DOCTYPE'.startswith(following)):
                return
            else:
                taken = self._tag(final)
            if not taken:
                return

    def _take_text(self, final):
        text, at = self._text, self._at
        stop = text.find('<', at)
        if stop < 0:
            stop = len(text)
            # A reference may be cut in two.
            amp = text.rfind('&', at)
            if not final and amp >= 0 and ';' not in text[amp:]:
                stop = amp
                if stop == at:
                    return False
        piece = text[at:stop]
        if not self._open:
            other = re.search(r'[^ \t\n]', piece)
            if other and not (other[0] == '\ufeff' and not self._begun):
                raise self._error(JUNK if self._done else SYNTAX, at + other.start())
            self._go(stop)
            self._begun = True
            return True
        wrong = piece.find(']]>')
        if wrong >= 0:
            raise self._error(INVALID_TOKEN, at + wrong + 2)
        self.target.data(self._expanded(piece, at))
        self._go(stop)
        return True

    def _expanded(self, piece, at):
        """Text with its references replaced."""
        bad = _BAD.search(piece)
        if bad:
            raise self._error(INVALID_TOKEN, at + bad.start())
        if '&' not in piece:
            return piece
        out, done = [], 0
        while (amp := piece.find('&', done)) >= 0:
            out.append(piece[done:amp])
            found = _REFERENCE.match(piece, amp)
            if not found:
                name = re.compile(r'&#?[\w.:-]*').match(piece, amp)
                raise self._error(INVALID_TOKEN, at + (name.end() if name.end() > amp + 1 else amp + 1))
            out.append(self._reference(found, at + amp))
            done = found.end()
        out.append(piece[done:])
        return ''.join(out)

    def _reference(self, found, at):
        decimal, hexadecimal, name = found.groups()
        if name is None:
            number = int(decimal) if decimal else int(hexadecimal, 16)
            if number > 0x10ffff or 0xd800 <= number < 0xe000 or _BAD.match(chr(number)):
                raise self._error(BAD_CHAR_REF, at)
            return chr(number)
        if name in _ENTITIES:
            return _ENTITIES[name]
        if name in self.entities:
            return self.entities[name]
        self._go(at)
        raise self._error(UNDEFINED_ENTITY)

    def _until(self, mark, code, final, take, skip):
        stop = self._text.find(mark, self._at + skip)
        if stop < 0:
            if final:
                raise self._error(code, len(self._text) if code == UNCLOSED_CDATA else None)
            return False
        content = self._text[self._at + skip:stop]
        bad = _BAD.search(content)
        if bad:
            raise self._error(INVALID_TOKEN, self._at + skip + bad.start())
        take(content)
        self._go(stop + len(mark))
        self._begun = True
        return True

    def _data(self, content):
        if content:
            self.target.data(content)

    def _comment(self, content):
        wrong = (content + '-').find('--')
        if wrong >= 0:
            raise self._error(INVALID_TOKEN, self._at + 4 + wrong + 2)
        if hasattr(self.target, 'comment'):
            self.target.comment(content)

    def _instruction(self, content):
        target, _, data = content.partition(' ')
        if target.lower() == 'xml':
            if self._begun or self._line > 1 or self._column > 0:
                raise self._error(MISPLACED_PI)
            return
        if not re.fullmatch(_NAME, target):
            raise self._error(INVALID_TOKEN, self._at + 2)
        if hasattr(self.target, 'pi'):
            self.target.pi(target, data.lstrip() or '')

    def _doctype(self, final):
        depth, at, text = 0, self._at, self._text
        while at < len(text):
            if text[at] in '"\'' and depth >= 0:
                at = text.find(text[at], at + 1)
                if at < 0:
                    break
            elif text[at] == '[':
                depth += 1
            elif text[at] == ']':
                depth -= 1
            elif text[at] == '>' and depth == 0:
                break
            at += 1
        if not 0 <= at < len(text):
            if final:
                raise self._error(UNCLOSED_TOKEN)
            return False
        declaration = text[self._at:at + 1]
        for found in _ENTITY.finditer(declaration):
            value = found[2] if found[2] is not None else found[3]
            self.entities.setdefault(found[1], value)
        if hasattr(self.target, 'doctype'):
            parts = re.match(rf'<!DOCTYPE\s+({_NAME})(?:\s+(?:PUBLIC\s+["\']([^"\']*)["\']|SYSTEM)\s+'
                             r'["\']([^"\']*)["\'])?', declaration)
            if parts:
                self.target.doctype(parts[1], parts[2], parts[3])
        self._go(at + 1)
        self._begun = True
        return True

    def _tag(self, final):
        text, at = self._text, self._at
        whole = _WHOLE_TAG.match(text, at)
        closing = text.startswith('</', at)
        found = (_END if closing else _START).match(text, at)
        if not whole and not final and (found or len(text) - at < 3 or not closing) and '<' not in text[at + 1:]:
            return False
        if not found:
            if closing:
                name = re.compile(rf'</(?:{_NAME})?').match(text, at)
                raise self._error(INVALID_TOKEN if name.end() < len(text) else UNCLOSED_TOKEN,
                                  name.end() if name.end() < len(text) else at)
            raise self._error(INVALID_TOKEN if at + 1 < len(text) else UNCLOSED_TOKEN,
                              at + 1 if at + 1 < len(text) else at)
        if closing:
            return self._end(found)
        if self._done and not self._open:
            raise self._error(JUNK)
        attributes, here = {}, found.end()
        raw = []
        while attribute := _ATTRIBUTE.match(text, here):
            name = attribute[1]
            if name in attributes:
                raise self._error(DUPLICATE_ATTRIBUTE, attribute.start(1))
            value = attribute[2] if attribute[2] is not None else attribute[3]
            attributes[name] = None
            raw.append((name, value, attribute.start(1)))
            here = attribute.end()
        ended = _TAG_ENDS.match(text, here)
        if not ended:
            if here < len(text) and text[here] not in ' \t\r\n/':
                raise self._error(INVALID_TOKEN, here)
            blank = re.compile(rf'[ \t\r\n]*(?:{_NAME}[ \t\r\n]*(?:=[ \t\r\n]*(?:"[^<"]*|\'[^<\']*)?)?)?').match(text, here)
            if blank.end() >= len(text):
                raise self._error(UNCLOSED_TOKEN)
            raise self._error(INVALID_TOKEN, blank.end())
        for name, value, place in raw:
            value = re.sub(r'[\t\n]', ' ', value)
            attributes[name] = self._expanded(value, place)
        self._start(found[1], attributes)
        self._go(ended.end())
        self._begun = True
        if ended[1]:
            self._close_element()
        return True

    # --- names ---

    def _start(self, name, attributes):
        spaces, declared = self._spaces[-1], []
        for key in [key for key in attributes if key == 'xmlns' or key.startswith('xmlns:')]:
            prefix = key[6:]
            declared.append(prefix)
            spaces = {**spaces, prefix: attributes.pop(key)}
        self._spaces.append(spaces)
        if declared and hasattr(self.target, 'start_ns'):
            for prefix in declared:
                self.target.start_ns(prefix, spaces[prefix])
        attributes = {self._universal(key, spaces, False): value for key, value in attributes.items()}
        tag = self._universal(name, spaces, True)
        self._open.append((name, tag, declared))
        if hasattr(self.target, 'start'):
            self.target.start(tag, attributes)

    def _universal(self, name, spaces, is_tag):
        prefix, colon, local = name.partition(':')
        if not colon:
            uri = spaces.get('') if is_tag else None
            return f'{{{uri}}}{name}' if uri else name
        if prefix not in spaces:
            raise self._error(UNBOUND_PREFIX)
        return f'{{{spaces[prefix]}}}{local}'

    def _end(self, found):
        if not self._open or self._open[-1][0] != found[1]:
            code = TAG_MISMATCH if self._open else (JUNK if self._done else INVALID_TOKEN)
            raise self._error(code, self._at + (2 if self._open else 1 if not self._done else 0))
        self._close_element()
        self._go(found.end())
        return True

    def _close_element(self):
        _, tag, declared = self._open.pop()
        self._spaces.pop()
        if hasattr(self.target, 'end'):
            self.target.end(tag)
        if hasattr(self.target, 'end_ns'):
            for prefix in reversed(declared):
                self.target.end_ns(prefix)
        if not self._open:
            self._done = True
