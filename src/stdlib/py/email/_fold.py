"""Writes headers in lines that are not too long, with words of other alphabets encoded."""

from email import base64mime, quoprimime
from email.utils import _has_surrogates


def _encoded(text, room, charset='utf-8'):
    """Encoded words for a text, none longer than `room`."""
    if _has_surrogates(text):
        charset, data = 'unknown-8bit', lambda part: part.encode('utf-8', 'surrogateescape')
    else:
        data = lambda part: part.encode('utf-8')
    raw = data(text)
    plain, base = quoprimime.header_length(raw), base64mime.header_length(raw)
    coder = quoprimime if plain - base < 5 else base64mime
    words, part = [], ''
    for char in text:
        if part and len(coder.header_encode(data(part + char), charset)) > room:
            words.append(coder.header_encode(data(part), charset))
            part = ''
        part += char
    words.append(coder.header_encode(data(part), charset))
    return words


def _words(text):
    """(space before, word) of a text, the last without a word if it ends with space."""
    from email.header import _split_at_spaces
    parts = _split_at_spaces(text)
    if parts[0]:
        parts.insert(0, '')
    else:
        parts.pop(0)
    return list(zip(parts[::2], parts[1::2]))


def _of_text(text):
    """(space, word, whether it is encoded): all from the first that has to be encoded to the last is one."""
    words = _words(text)
    needed = [place for place, (_, word) in enumerate(words) if not word.isascii() or _has_surrogates(word)]
    made = [(space, word, False) for space, word in words]
    if needed:
        first, last = needed[0], needed[-1]
        joined = ''.join(space + word for space, word in words[first:last + 1])[len(words[first][0]):]
        made[first:last + 1] = [(words[first][0], joined, True)]
    return made


def _of_groups(groups):
    """The same for addresses: a name is encoded as a whole, and stands in no quotes then."""
    made = []

    def name(text):
        from email.headerregistry import _quoted_name
        if text.isascii():
            made.extend((space or ' ', word, False) for space, word in _words(_quoted_name(text)))
        else:
            made.append((' ', text, True))

    def address(it):
        if it.display_name:
            name(it.display_name)
            made.append((' ', f"<{'' if it.addr_spec == '<>' else it.addr_spec}>", False))
        else:
            made.append((' ', it.addr_spec, False))

    for place, group in enumerate(groups):
        if group.display_name is None:
            address(group.addresses[0])
        else:
            name(group.display_name)
            made.append(('', ':', False))
            for inner, it in enumerate(group.addresses):
                address(it)
                if inner < len(group.addresses) - 1:
                    made.append(('', ',', False))
            made.append(('', ';', False))
        if place < len(groups) - 1:
            made.append(('', ',', False))
    if made:
        made[0] = ('', *made[0][1:])
    return made


def fold_words(name, pieces, policy):
    """The lines of a header whose value is a text, or a list of groups of addresses."""
    most = policy.max_line_length or 1 << 60
    words = _of_text(pieces) if isinstance(pieces, str) else _of_groups(pieces)
    lines, line = [], name + ':'
    words = [(' ' + words[0][0], *words[0][1:]), *words[1:]] if words else []
    for space, word, encode in words:
        if encode and not (policy.utf8 and not _has_surrogates(word)):
            room = most - len(line) - len(space)
            # A word needs its frame and a letter at least.
            if room < 20:
                lines.append(line)
                line, space, room = '', ' ', most - 1
            first = _encoded(word, room)
            done = first[0]
            line += space + done
            if len(first) > 1:
                rest = _rest(word, done)
                for each in _encoded(rest, most - 1):
                    lines.append(line)
                    line = ' ' + each
            continue
        if space and len(line) + len(space) + len(word) > most and line.strip() and line != name + ':':
            lines.append(line)
            line = ''
        line += space + word
    lines.append(line)
    return policy.linesep.join(lines) + policy.linesep


def _rest(text, word):
    """What of a text is not in its first encoded word."""
    from email.header import decode_header
    (data, _), = decode_header(word)
    return text[len(data.decode('utf-8', 'surrogateescape')):]
