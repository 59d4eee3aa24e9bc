"""Printing data so that it can be read: what does not fit into a line is broken up."""

import collections
import dataclasses
import io
import re
import sys
import types

__all__ = ['pprint', 'pformat', 'isreadable', 'isrecursive', 'saferepr', 'PrettyPrinter', 'pp']


def pprint(object, stream=None, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True,
           underscore_numbers=False):
    """Pretty-print a Python object to a stream [default is sys.stdout]."""
    PrettyPrinter(indent, width, depth, stream, compact=compact, sort_dicts=sort_dicts,
                  underscore_numbers=underscore_numbers).pprint(object)


def pformat(object, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True, underscore_numbers=False):
    """Format a Python object into a pretty-printed representation."""
    return PrettyPrinter(indent, width, depth, compact=compact, sort_dicts=sort_dicts,
                         underscore_numbers=underscore_numbers).pformat(object)


def pp(object, *args, sort_dicts=False, **kwargs):
    """Pretty-print a Python object, dicts in their own order."""
    pprint(object, *args, sort_dicts=sort_dicts, **kwargs)


def saferepr(object):
    """Generate a representation of a value, protected against recursion."""
    return PrettyPrinter()._safe_repr(object, {}, None, 0)[0]


def isreadable(object):
    """Determine if saferepr(object) is readable by eval()."""
    return PrettyPrinter().isreadable(object)


def isrecursive(object):
    """Determine if object requires a recursive representation."""
    return PrettyPrinter().isrecursive(object)


class _SafeKey:
    """Orders what has no order: by type, and then by address."""

    __slots__ = ('obj',)

    def __init__(self, obj):
        self.obj = obj

    def __lt__(self, other):
        try:
            return self.obj < other.obj
        except TypeError:
            return (str(type(self.obj)), id(self.obj)) < (str(type(other.obj)), id(other.obj))


def _pair_key(pair):
    return _SafeKey(pair[0]), _SafeKey(pair[1])


def _is_generated(method):
    """Whether a dataclass's __repr__ is the one that the decorator made."""
    return getattr(method, '__globals__', None) is vars(dataclasses)


def _recursion(object):
    return f'<Recursion on {type(object).__name__} with id={id(object)}>'


class PrettyPrinter:
    """Pretty-prints with settings of its own."""

    def __init__(self, indent=1, width=80, depth=None, stream=None, *, compact=False, sort_dicts=True,
                 underscore_numbers=False):
        indent, width = int(indent), int(width)
        if indent < 0:
            raise ValueError('indent must be >= 0')
        if depth is not None and depth <= 0:
            raise ValueError('depth must be > 0')
        if not width:
            raise ValueError('width must be != 0')
        self._depth, self._indent_per_level, self._width = depth, indent, width
        self._stream = sys.stdout if stream is None else stream
        self._compact, self._sort_dicts = bool(compact), sort_dicts
        self._underscore_numbers = underscore_numbers

    def pprint(self, object):
        if self._stream is not None:
            self._format(object, self._stream, 0, 0, {}, 0)
            self._stream.write('\n')

    def pformat(self, object):
        stream = io.StringIO()
        self._format(object, stream, 0, 0, {}, 0)
        return stream.getvalue()

    def isrecursive(self, object):
        return self.format(object, {}, 0, 0)[2]

    def isreadable(self, object):
        _, readable, recursive = self.format(object, {}, 0, 0)
        return readable and not recursive

    def format(self, object, context, maxlevels, level):
        """The representation, whether eval() can read it, whether it is recursive."""
        return self._safe_repr(object, context, maxlevels, level)

    def _repr(self, object, context, level):
        return self.format(object, context.copy(), self._depth, level)[0]

    def _format(self, object, stream, indent, allowance, context, level):
        if id(object) in context:
            stream.write(_recursion(object))
            return
        text = self._repr(object, context, level)
        if len(text) <= self._width - indent - allowance:
            stream.write(text)
            return
        printer = self._dispatch.get(type(object).__repr__)
        if printer is None and dataclasses.is_dataclass(object) and not isinstance(object, type) \
                and object.__dataclass_params__.repr and _is_generated(object.__repr__):
            printer = PrettyPrinter._print_dataclass
        if printer is None:
            stream.write(text)
            return
        context[id(object)] = 1
        printer(self, object, stream, indent, allowance, context, level + 1)
        del context[id(object)]

    # --- what can be broken up ---

    def _print_dataclass(self, object, stream, indent, allowance, context, level):
        name = object.__class__.__name__
        indent += len(name) + 1
        items = [(field.name, getattr(object, field.name)) for field in dataclasses.fields(object) if field.repr]
        stream.write(name + '(')
        self._format_named(items, stream, indent, allowance, context, level)
        stream.write(')')

    def _print_namespace(self, object, stream, indent, allowance, context, level):
        name = 'namespace' if type(object) is types.SimpleNamespace else object.__class__.__name__
        stream.write(name + '(')
        self._format_named(object.__dict__.items(), stream, indent + len(name) + 1, allowance, context, level)
        stream.write(')')

    def _print_dict(self, object, stream, indent, allowance, context, level):
        stream.write('{')
        if self._indent_per_level > 1:
            stream.write((self._indent_per_level - 1) * ' ')
        if object:
            items = sorted(object.items(), key=_pair_key) if self._sort_dicts else object.items()
            self._format_pairs(items, stream, indent, allowance + 1, context, level)
        stream.write('}')

    def _print_ordered_dict(self, object, stream, indent, allowance, context, level):
        if not object:
            stream.write(repr(object))
            return
        name = object.__class__.__name__
        stream.write(name + '(')
        self._format(list(object.items()), stream, indent + len(name) + 1, allowance + 1, context, level)
        stream.write(')')

    def _print_view(self, object, stream, indent, allowance, context, level):
        name = object.__class__.__name__
        key = _pair_key if isinstance(object, type({}.items())) else _SafeKey
        stream.write(name + '([')
        items = sorted(object, key=key) if self._sort_dicts else list(object)
        self._format_items(items, stream, indent + len(name) + 1, allowance + 1, context, level)
        stream.write('])')

    def _print_list(self, object, stream, indent, allowance, context, level):
        stream.write('[')
        self._format_items(object, stream, indent, allowance + 1, context, level)
        stream.write(']')

    def _print_tuple(self, object, stream, indent, allowance, context, level):
        stream.write('(')
        end = ',)' if len(object) == 1 else ')'
        self._format_items(object, stream, indent, allowance + len(end), context, level)
        stream.write(end)

    def _print_set(self, object, stream, indent, allowance, context, level):
        if not object:
            stream.write(repr(object))
            return
        if type(object) is set:
            start, end = '{', '}'
        else:
            start, end = object.__class__.__name__ + '({', '})'
            indent += len(start) - 1
        stream.write(start)
        self._format_items(sorted(object, key=_SafeKey), stream, indent, allowance + len(end), context, level)
        stream.write(end)

    def _print_str(self, text, stream, indent, allowance, context, level):
        if not text:
            stream.write(repr(text))
            return
        chunks = []
        lines = text.splitlines(True)
        if level == 1:
            indent += 1
            allowance += 1
        most = last = self._width - indent
        for number, line in enumerate(lines):
            if number == len(lines) - 1:
                last -= allowance
            if len(shown := repr(line)) <= last:
                chunks.append(shown)
                continue
            # A long line is broken behind white space.
            parts = re.findall(r'\S*\s*', line)
            parts.pop()
            current = ''
            for place, part in enumerate(parts):
                room = last if place == len(parts) - 1 and number == len(lines) - 1 else most
                if len(repr(current + part)) > room:
                    if current:
                        chunks.append(repr(current))
                    current = part
                else:
                    current += part
            if current:
                chunks.append(repr(current))
        self._write_chunks(chunks, stream, indent, level)

    def _print_bytes(self, data, stream, indent, allowance, context, level):
        if len(data) <= 4:
            stream.write(repr(data))
            return
        if level == 1:
            indent += 1
            allowance += 1
        chunks = []
        current = b''
        last = len(data) // 4 * 4
        room = self._width - indent
        for at in range(0, len(data), 4):
            part = data[at:at + 4]
            if at == last:
                room -= allowance
            if len(repr(current + part)) > room:
                if current:
                    chunks.append(repr(current))
                current = part
            else:
                current += part
        if current:
            chunks.append(repr(current))
        self._write_chunks(chunks, stream, indent, level)

    def _write_chunks(self, chunks, stream, indent, level):
        if len(chunks) == 1:
            stream.write(chunks[0])
            return
        joined = ('\n' + ' ' * indent).join(chunks)
        stream.write(f'({joined})' if level == 1 else joined)

    def _print_bytearray(self, data, stream, indent, allowance, context, level):
        stream.write('bytearray(')
        self._print_bytes(bytes(data), stream, indent + 10, allowance + 1, context, level + 1)
        stream.write(')')

    def _print_mappingproxy(self, object, stream, indent, allowance, context, level):
        stream.write('mappingproxy(')
        self._format(object.copy(), stream, indent + 13, allowance + 1, context, level)
        stream.write(')')

    def _print_counter(self, object, stream, indent, allowance, context, level):
        name = object.__class__.__name__
        stream.write(name + '({')
        if self._indent_per_level > 1:
            stream.write((self._indent_per_level - 1) * ' ')
        self._format_pairs(object.most_common(), stream, indent + len(name) + 1, allowance + 2, context, level)
        stream.write('})')

    def _print_defaultdict(self, object, stream, indent, allowance, context, level):
        factory = self._repr(object.default_factory, context, level)
        name = object.__class__.__name__
        indent += len(name) + 1
        stream.write(f"{name}({factory},\n{' ' * indent}")
        self._print_dict(object, stream, indent, allowance + 1, context, level)
        stream.write(')')

    def _print_chain_map(self, object, stream, indent, allowance, context, level):
        name = object.__class__.__name__
        stream.write(name + '(')
        indent += len(name) + 1
        for place, mapping in enumerate(object.maps):
            if place == len(object.maps) - 1:
                self._format(mapping, stream, indent, allowance + 1, context, level)
                stream.write(')')
            else:
                self._format(mapping, stream, indent, 1, context, level)
                stream.write(',\n' + ' ' * indent)

    def _print_deque(self, object, stream, indent, allowance, context, level):
        name = object.__class__.__name__
        stream.write(name + '(')
        indent += len(name) + 1
        stream.write('[')
        if object.maxlen is None:
            self._format_items(object, stream, indent, allowance + 2, context, level)
            stream.write('])')
        else:
            self._format_items(object, stream, indent, 2, context, level)
            stream.write(f"],\n{' ' * indent}maxlen={self._repr(object.maxlen, context, level)})")

    def _print_user(self, object, stream, indent, allowance, context, level):
        self._format(object.data, stream, indent, allowance, context, level - 1)

    _dispatch = {
        dict.__repr__: _print_dict, list.__repr__: _print_list, tuple.__repr__: _print_tuple,
        set.__repr__: _print_set, frozenset.__repr__: _print_set, str.__repr__: _print_str,
        bytes.__repr__: _print_bytes, bytearray.__repr__: _print_bytearray,
        collections.OrderedDict.__repr__: _print_ordered_dict,
        types.MappingProxyType.__repr__: _print_mappingproxy,
        types.SimpleNamespace.__repr__: _print_namespace,
        collections.Counter.__repr__: _print_counter,
        collections.defaultdict.__repr__: _print_defaultdict,
        collections.ChainMap.__repr__: _print_chain_map, collections.deque.__repr__: _print_deque,
        collections.UserDict.__repr__: _print_user, collections.UserList.__repr__: _print_user,
        collections.UserString.__repr__: _print_user,
    }

    # --- items in lines ---

    def _format_pairs(self, items, stream, indent, allowance, context, level):
        indent += self._indent_per_level
        items = list(items)
        for place, (key, value) in enumerate(items):
            is_last = place == len(items) - 1
            shown = self._repr(key, context, level)
            stream.write(shown + ': ')
            self._format(value, stream, indent + len(shown) + 2, allowance if is_last else 1, context, level)
            if not is_last:
                stream.write(',\n' + ' ' * indent)

    def _format_named(self, items, stream, indent, allowance, context, level):
        items = list(items)
        for place, (name, value) in enumerate(items):
            is_last = place == len(items) - 1
            stream.write(name + '=')
            if id(value) in context:
                # A recursion is not spelled out in full here.
                stream.write('...')
            else:
                self._format(value, stream, indent + len(name) + 1, allowance if is_last else 1, context, level)
            if not is_last:
                stream.write(',\n' + ' ' * indent)

    def _format_items(self, items, stream, indent, allowance, context, level):
        indent += self._indent_per_level
        if self._indent_per_level > 1:
            stream.write((self._indent_per_level - 1) * ' ')
        separator = ''
        between = ',\n' + ' ' * indent
        room = most = self._width - indent + 1
        items = list(items)
        for place, item in enumerate(items):
            is_last = place == len(items) - 1
            if is_last:
                most -= allowance
                room -= allowance
            if self._compact:
                shown = self._repr(item, context, level)
                width = len(shown) + 2
                if room < width:
                    room = most
                    if separator:
                        separator = between
                if room >= width:
                    room -= width
                    stream.write(separator + shown)
                    separator = ', '
                    continue
            stream.write(separator)
            separator = between
            self._format(item, stream, indent, allowance if is_last else 1, context, level)

    # --- a representation in one line ---

    def _safe_repr(self, object, context, maxlevels, level):
        kind = type(object)
        if kind in (str, float, complex, bool, bytes, bytearray, type(None)):
            return repr(object), True, False
        if issubclass(kind, int) and kind.__repr__ is int.__repr__:
            return (f'{object:_d}' if self._underscore_numbers else repr(object)), True, False
        shape = kind.__repr__
        if issubclass(kind, dict) and shape is dict.__repr__:
            start, end, items = '{', '}', None
        elif issubclass(kind, list) and shape is list.__repr__:
            start, end, items = '[', ']', object
        elif issubclass(kind, tuple) and shape is tuple.__repr__:
            start, end, items = '(', ',)' if len(object) == 1 else ')', object
        else:
            shown = repr(object)
            return shown, bool(shown) and not shown.startswith('<'), False
        if not object:
            return start + end, True, False
        if maxlevels and level >= maxlevels:
            return f'{start}...{end[-1]}' if start != '(' else f'({"...,)" if len(object) == 1 else "...)"}', False, False
        if id(object) in context:
            return _recursion(object), False, True
        context[id(object)] = 1
        readable, recursive = True, False
        parts = []

        def shown(value):
            nonlocal readable, recursive
            text, is_readable, is_recursive = self.format(value, context, maxlevels, level + 1)
            readable, recursive = readable and is_readable, recursive or is_recursive
            return text

        if items is None:
            pairs = sorted(object.items(), key=_pair_key) if self._sort_dicts else object.items()
            for key, value in pairs:
                parts.append(f'{shown(key)}: {shown(value)}')
        else:
            for item in items:
                parts.append(shown(item))
        del context[id(object)]
        return start + ', '.join(parts) + end, readable, recursive
