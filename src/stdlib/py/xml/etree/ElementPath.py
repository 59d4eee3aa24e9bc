"""The part of XPath that `find` and its kin understand.

    a/b  *  .  ..  //  {uri}name  {*}name  [@x]  [@x='1']  [@x!='1']  [tag]  [tag='text']  [.='text']  [2]  [last()-1]
"""

import re

_TOKENS = re.compile(r"('[^']*'|\"[^\"]*\")|(::|//?|\.\.|\(\)|!=|[/.*:\[\]\(\)@=])|((?:\{[^}]+\})?[^/\[\]\(\)@!=\s]+)|\s+")


def _tokens(path, namespaces):
    """Pairs of a sign and a name, of which one is empty."""
    default = namespaces.get('') if namespaces else None
    in_attribute = False
    for quoted, sign, name in _TOKENS.findall(path):
        if quoted:
            yield quoted, ''
            in_attribute = False
        elif name and name[0] != '{':
            if ':' in name:
                prefix, local = name.split(':', 1)
                try:
                    yield sign, f'{{{namespaces[prefix]}}}{local}'
                except (KeyError, TypeError):
                    raise SyntaxError(f'prefix {prefix!r} not found in prefix map') from None
            elif default and not in_attribute:
                yield sign, f'{{{default}}}{name}'
            else:
                yield sign, name
            in_attribute = False
        elif sign or name:
            yield sign, name
            in_attribute = sign == '@'


def _matches(wanted):
    """Tells whether a tag is the wanted one, which may have wildcards."""
    if wanted == '*':
        return lambda tag: isinstance(tag, str)
    if wanted == '{*}*':
        return lambda tag: isinstance(tag, str)
    if wanted == '{}*':
        return lambda tag: isinstance(tag, str) and tag[:1] != '{'
    if wanted[:3] == '{*}':
        local, end = wanted[3:], wanted[2:]
        return lambda tag: tag == local or isinstance(tag, str) and tag[:1] == '{' and tag.endswith(end)
    if wanted[:1] == '{' and wanted.endswith('}*'):
        begin = wanted[:-1]
        return lambda tag: isinstance(tag, str) and tag.startswith(begin)
    if wanted[:2] == '{}':
        wanted = wanted[2:]
    return lambda tag: tag == wanted


class _Context:
    def __init__(self, root):
        self.root, self._parents = root, None

    def parents(self):
        if self._parents is None:
            self._parents = {child: parent for parent in self.root.iter() for child in parent}
        return self._parents


def _steps(path, namespaces):
    """The path as functions from (context, elements) to elements."""
    tokens = list(_tokens(path, namespaces))
    if path[:1] == '/':
        raise SyntaxError('cannot use absolute path on element')
    steps, at = [], 0

    def token():
        nonlocal at
        if at >= len(tokens):
            raise SyntaxError('invalid path')
        at += 1
        return tokens[at - 1]

    while at < len(tokens):
        sign, name = token()
        if name or sign == '*':
            steps.append(_children(name or '*'))
        elif sign == '.':
            steps.append(lambda context, found: found)
        elif sign == '..':
            steps.append(_parent)
        elif sign == '//':
            sign, name = token()
            if not name and sign != '*':
                raise SyntaxError('invalid descendant')
            steps.append(_descendants(name or '*'))
        elif sign == '[':
            steps.append(_predicate(token))
            if at < len(tokens) and tokens[at][0] not in ('/', '//', '['):
                raise SyntaxError('invalid path')
            if at < len(tokens) and tokens[at][0] == '/':
                at += 1
            continue
        else:
            raise SyntaxError('invalid path')
        if at < len(tokens) and tokens[at][0] == '/':
            at += 1
            if at == len(tokens):
                raise SyntaxError('invalid path')
    return steps


def _children(wanted):
    matches = _matches(wanted)

    def step(context, found):
        for element in found:
            for child in element:
                if matches(child.tag):
                    yield child
    return step


def _descendants(wanted):
    matches = _matches(wanted)

    def step(context, found):
        for element in found:
            for below in element.iter():
                if below is not element and matches(below.tag):
                    yield below
    return step


def _parent(context, found):
    parents, seen = context.parents(), set()
    for element in found:
        parent = parents.get(element)
        if parent is not None and id(parent) not in seen:
            seen.add(id(parent))
            yield parent


def _predicate(token):
    """What stands between brackets, as a filter."""
    signature, values = [], []
    while True:
        sign, name = token()
        if sign == ']':
            break
        if sign and sign[:1] in '\'"':
            signature.append("'")
            values.append(sign[1:-1])
        else:
            signature.append(sign or '-')
            values.append(name)
    shape = ''.join(signature)
    if shape == '@-':
        key = values[1]
        return lambda context, found: (it for it in found if it.get(key) is not None)
    if shape in ("@-='", "@-!='"):
        key, value = values[1], values[-1]
        if '!' in shape:
            return lambda context, found: (it for it in found if it.get(key) not in (None, value))
        return lambda context, found: (it for it in found if it.get(key) == value)
    if shape == '-' and not re.match(r'-?\d+$', values[0]):
        tag = values[0]
        return lambda context, found: (it for it in found if it.find(tag) is not None)
    if shape in (".='", ".!='"):
        value, equal = values[-1], '!' not in shape
        return lambda context, found: (it for it in found if (''.join(it.itertext()) == value) == equal)
    if shape in ("-='", "-!='") and not re.match(r'-?\d+$', values[0]):
        tag, value, equal = values[0], values[-1], '!' not in shape
        return lambda context, found: (
            it for it in found if any((''.join(child.itertext()) == value) == equal for child in it.findall(tag)))
    if shape == '-':
        index = int(values[0]) - 1
        if index < 0:
            raise SyntaxError('XPath position >= 1 expected')
        return _position(index)
    if shape in ('-()', '-()-'):
        if values[0] != 'last':
            raise SyntaxError('unsupported function')
        if shape == '-()':
            return _position(-1)
        try:
            index = int(values[2]) - 1
        except ValueError:
            raise SyntaxError('unsupported expression') from None
        if index > -2:
            raise SyntaxError('XPath offset from last() must be negative')
        return _position(index)
    raise SyntaxError('invalid predicate')


def _position(index):
    def step(context, found):
        parents = context.parents()
        for element in found:
            parent = parents.get(element)
            if parent is not None:
                same = [child for child in parent if child.tag == element.tag]
                if -len(same) <= index < len(same) and same[index] is element:
                    yield element
    return step


def iterfind(elem, path, namespaces=None):
    """The elements that a path leads to."""
    if path[-1:] == '/':
        path += '*'
    context, found = _Context(elem), [elem]
    for step in _steps(path, namespaces):
        found = step(context, found)
    return iter(found)


def find(elem, path, namespaces=None):
    """The first of them, or None."""
    return next(iterfind(elem, path, namespaces), None)


def findall(elem, path, namespaces=None):
    """All of them in a list."""
    return list(iterfind(elem, path, namespaces))


def findtext(elem, path, default=None, namespaces=None):
    """The text of the first."""
    found = find(elem, path, namespaces)
    if found is None:
        return default
    return '' if found.text is None else found.text
