"""HTML in pieces: tags, text, comments."""

import re
from html import unescape

__all__ = ['HTMLParser']

_TAG = re.compile(r'<(/?)([a-zA-Z][^\t\n\r\f />]*)')
_ATTRIBUTE = re.compile(r'''[\s/]*((?<=['"\s/])[^\s/>][^\s/=>]*)(?:\s*=+\s*('[^']*'|"[^"]*"|(?!['"])[^>\s]*))?''')


class HTMLParser:
    """Calls a method for each piece of what is fed; a subclass says what they do."""

    CDATA_CONTENT_ELEMENTS = ('script', 'style')

    def __init__(self, *, convert_charrefs=True):
        self.convert_charrefs = convert_charrefs
        self.reset()

    def reset(self):
        self.rawdata = ''
        self.lasttag = '???'
        self.cdata_elem = None
        self._line, self._column = 1, 0
        self._start_text = None

    def feed(self, data):
        """Goes on with more text."""
        self.rawdata += data
        self._go(False)

    def close(self):
        """Takes what is left, as it is."""
        self._go(True)

    def getpos(self):
        """Line and column."""
        return self._line, self._column

    def get_starttag_text(self):
        return self._start_text

    def _advance(self, end):
        """Takes so much of the text away."""
        piece, self.rawdata = self.rawdata[:end], self.rawdata[end:]
        lines = piece.count('\n')
        self._line += lines
        self._column = len(piece) - piece.rfind('\n') - 1 if lines else self._column + len(piece)
        return piece

    def _text(self, text):
        if not text:
            return
        if self.convert_charrefs and not self.cdata_elem:
            self.handle_data(unescape(text))
        elif self.cdata_elem:
            self.handle_data(text)
        else:
            for part in re.split('(&#?[a-zA-Z0-9]+;?)', text):
                if part.startswith('&#') and len(part) > 2:
                    self.handle_charref(part[2:].rstrip(';'))
                elif part.startswith('&') and len(part) > 1:
                    self.handle_entityref(part[1:].rstrip(';'))
                elif part:
                    self.handle_data(part)

    def _go(self, is_end):
        while self.rawdata:
            if self.cdata_elem:
                found = re.search(rf'</{self.cdata_elem}(?=[\s/>])', self.rawdata, re.I)
                at = found.start() if found else -1
            else:
                at = self.rawdata.find('<')
            if at < 0:
                if not is_end and self.convert_charrefs and (self.cdata_elem or '&' in self.rawdata[-34:]):
                    return
                at = len(self.rawdata)
            if at:
                text = self.rawdata[:at]
                self._text(text)
                self._advance(at)
                continue
            taken = self._markup()
            if taken < 0:
                if not is_end:
                    return
                self._text(self.rawdata)
                taken = len(self.rawdata)
            self._advance(taken)

    def _markup(self):
        """How long the piece that begins with `<` is; -1 when its end is missing."""
        text = self.rawdata
        if text.startswith('<!--'):
            end = text.find('-->', 4)
            if end >= 0:
                self.handle_comment(text[4:end])
            return end + 3 if end >= 0 else -1
        if text.startswith('<?'):
            end = text.find('>', 2)
            if end >= 0:
                self.handle_pi(text[2:end])
            return end + 1 if end >= 0 else -1
        if text.startswith('<!'):
            end = text.find('>', 2)
            if end < 0:
                return -1
            if text[2:9].lower() == 'doctype':
                self.handle_decl(text[2:end])
            elif text.startswith('<!['):
                self.unknown_decl(text[3:end].rstrip(']'))
            else:
                self.handle_comment(text[2:end])
            return end + 1
        found = _TAG.match(text)
        if not found and text.startswith('</'):
            return self._odd_end_tag(text)
        if not found:
            if len(text) == 1:
                return -1
            self._text('<')
            return 1
        end = self._tag_end(found.end())
        if end < 0:
            return -1
        tag = found[2].lower()
        if found[1]:
            if self.cdata_elem == tag:
                self.cdata_elem = None
            self.handle_endtag(tag)
            return end
        self._start_text = text[:end]
        attributes = []
        at = found.end()
        while (item := _ATTRIBUTE.match(text, at, end)) and item.end() > at:
            name, value = item[1].lower(), item[2]
            if value is not None:
                value = unescape(value[1:-1] if value[:1] in ('"', "'") else value)
            attributes.append((name, value))
            at = item.end()
        self.lasttag = tag
        if text[at:end].strip().endswith('/>') or text[:end].endswith('/>'):
            self.handle_startendtag(tag, attributes)
        else:
            self.handle_starttag(tag, attributes)
            if tag in self.CDATA_CONTENT_ELEMENTS:
                self.cdata_elem = tag
        return end

    def _odd_end_tag(self, text):
        """Of an end tag whose name does not stand where it should: how long it is."""
        end = text.find('>', 1) + 1
        if not end:
            return -1
        found = re.match(r'</\s*([a-zA-Z][-.a-zA-Z0-9:_]*)\s*>', text)
        if found:
            self.handle_endtag(found[1].lower())
        elif end > 3:
            self.handle_comment(text[2:end - 1])
        return end

    def _tag_end(self, at):
        """Behind the `>` that ends a tag; quotes may hold others."""
        quote = ''
        for place in range(at, len(self.rawdata)):
            char = self.rawdata[place]
            if quote:
                if char == quote:
                    quote = ''
            elif char in '"\'' and self.rawdata[:place].rstrip().endswith('='):
                quote = char
            elif char == '>':
                return place + 1
        return -1

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_starttag(self, tag, attrs):
        pass

    def handle_endtag(self, tag):
        pass

    def handle_charref(self, name):
        pass

    def handle_entityref(self, name):
        pass

    def handle_data(self, data):
        pass

    def handle_comment(self, data):
        pass

    def handle_decl(self, decl):
        pass

    def handle_pi(self, data):
        pass

    def unknown_decl(self, data):
        pass
