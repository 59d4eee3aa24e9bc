"""The syntax tree of Python as objects: from text, to text, walked and changed.

The classes of the nodes are made from the grammar below, which is written like Python's ASDL:
a field that ends in `?` may be absent, and `@` marks what knows its place in the text.
"""

import _ast

PyCF_ONLY_AST = 0x400
PyCF_TYPE_COMMENTS = 0x1000
PyCF_ALLOW_TOP_LEVEL_AWAIT = 0x2000

_GRAMMAR = """
mod: Module(body type_ignores) Interactive(body) Expression(body) FunctionType(argtypes returns)
stmt@: FunctionDef(name args body decorator_list returns? type_comment? type_params)
  AsyncFunctionDef(name args body decorator_list returns? type_comment? type_params)
  ClassDef(name bases keywords body decorator_list type_params) Return(value?) Delete(targets)
  Assign(targets value type_comment?) TypeAlias(name type_params value) AugAssign(target op value)
  AnnAssign(target annotation value? simple) For(target iter body orelse type_comment?)
  AsyncFor(target iter body orelse type_comment?) While(test body orelse) If(test body orelse)
  With(items body type_comment?) AsyncWith(items body type_comment?) Match(subject cases)
  Raise(exc? cause?) Try(body handlers orelse finalbody) TryStar(body handlers orelse finalbody)
  Assert(test msg?) Import(names) ImportFrom(module? names level?) Global(names) Nonlocal(names)
  Expr(value) Pass() Break() Continue()
expr@: BoolOp(op values) NamedExpr(target value) BinOp(left op right) UnaryOp(op operand)
  Lambda(args body) IfExp(test body orelse) Dict(keys values) Set(elts) ListComp(elt generators)
  SetComp(elt generators) DictComp(key value generators) GeneratorExp(elt generators) Await(value)
  Yield(value?) YieldFrom(value) Compare(left ops comparators) Call(func args keywords)
  FormattedValue(value conversion format_spec?) JoinedStr(values) Constant(value kind?)
  Attribute(value attr ctx) Subscript(value slice ctx) Starred(value ctx) Name(id ctx)
  List(elts ctx) Tuple(elts ctx) Slice(lower? upper? step?)
expr_context: Load() Store() Del()
boolop: And() Or()
operator: Add() Sub() Mult() MatMult() Div() Mod() Pow() LShift() RShift() BitOr() BitXor() BitAnd() FloorDiv()
unaryop: Invert() Not() UAdd() USub()
cmpop: Eq() NotEq() Lt() LtE() Gt() GtE() Is() IsNot() In() NotIn()
: comprehension(target iter ifs is_async)
excepthandler@: ExceptHandler(type? name? body)
: arguments(posonlyargs args vararg? kwonlyargs kw_defaults kwarg? defaults)
:@ arg(arg annotation? type_comment?)
:@ keyword(arg? value)
:@ alias(name asname?)
: withitem(context_expr optional_vars?)
: match_case(pattern guard? body)
pattern@: MatchValue(value) MatchSingleton(value) MatchSequence(patterns) MatchMapping(keys patterns rest?)
  MatchClass(cls patterns kwd_attrs kwd_patterns) MatchStar(name?) MatchAs(pattern? name?) MatchOr(patterns)
type_ignore: TypeIgnore(lineno tag)
type_param@: TypeVar(name bound?) ParamSpec(name) TypeVarTuple(name)
"""

_PLACE = ('lineno', 'col_offset', 'end_lineno', 'end_col_offset')


class AST:
    _fields = ()
    _attributes = ()
    __match_args__ = ()

    def __init__(self, *args, **fields):
        names = self._fields
        if len(args) > len(names):
            s = '' if len(names) == 1 else 's'
            raise TypeError(f'{type(self).__name__} constructor takes at most {len(names)} positional argument{s}')
        for name, value in zip(names, args):
            setattr(self, name, value)
        for name, value in fields.items():
            if name in names[:len(args)]:
                raise TypeError(f"{type(self).__name__} got multiple values for argument '{name}'")
            setattr(self, name, value)

    def __reduce__(self):
        return _restored, (type(self), dict(self.__dict__))


def _restored(cls, attributes):
    node = cls()
    node.__dict__.update(attributes)
    return node


def _make_class(name, base, fields, placed):
    names = tuple(field.rstrip('?') for field in fields)
    namespace = {'_fields': names, '__match_args__': names, '__module__': 'ast'}
    if placed:
        namespace |= {'_attributes': _PLACE, 'end_lineno': None, 'end_col_offset': None}
    namespace |= {field[:-1]: None for field in fields if field.endswith('?')}
    shown = ', '.join(fields)
    namespace['__doc__'] = f'{name}({shown})' if fields else name
    return type(name, (base,), namespace)


def _make_classes(grammar):
    made = {}
    text = grammar.replace('\n  ', ' ').strip()
    for line in text.split('\n'):
        group, _, kinds = line.partition(':')
        kinds = kinds.strip()
        placed = group.endswith('@') or kinds.startswith('@')
        group, kinds = group.rstrip('@'), kinds.lstrip('@ ')
        base = AST
        if group:
            base = made[group] = _make_class(group, AST, (), placed)
        for kind in kinds.split(') '):
            name, _, fields = kind.rstrip(')').partition('(')
            made[name] = _make_class(name, base, fields.split(), placed and not group)
    return made


_CLASSES = _make_classes(_GRAMMAR)
globals().update(_CLASSES)


def parse(source, filename='<unknown>', mode='exec', *, type_comments=False, feature_version=None):
    """The tree of a text."""
    if isinstance(source, AST):
        return source
    if not isinstance(source, str):
        source = bytes(source).decode()
    if mode == 'single':
        return Interactive(body=_ast.tree(source, filename, 'exec', _CLASSES).body)
    if mode not in ('exec', 'eval'):
        raise ValueError("compile() mode must be 'exec', 'eval', 'single' or 'func_type'")
    if mode == 'eval':
        source = source.lstrip(' \t')
    return _ast.tree(source, filename, mode, _CLASSES)


def unparse(ast_obj):
    """The text of a tree."""
    from _unparse import Unparser
    return Unparser().text(ast_obj)


def _source_of(tree, mode):
    """What `compile` takes instead of a tree."""
    wanted = {'exec': Module, 'eval': Expression, 'single': Interactive}[mode]
    if not isinstance(tree, wanted):
        raise TypeError(f'expected {wanted.__name__} node, got {type(tree).__name__}')
    _check(tree)
    return unparse(tree)


def _check(node):
    """Whether a tree has all its fields. That of a node in itself is too deep, as any tree can be."""
    for name in 'lineno', 'col_offset':
        if name in node._attributes and not hasattr(node, name):
            raise TypeError(f'required field "{name}" missing from {type(node).__mro__[1].__name__}')
    for name in node._fields:
        if not hasattr(node, name):
            raise TypeError(f'required field "{name}" missing from {type(node).__name__}')
    for child in iter_child_nodes(node):
        _check(child)


def literal_eval(node_or_string):
    """The value of an expression of literals: strings, bytes, numbers, tuples, lists, dicts, sets, booleans, None."""
    if isinstance(node_or_string, str):
        return _ast.literal(node_or_string.lstrip(' \t'))
    if isinstance(node_or_string, Expression):
        node_or_string = node_or_string.body
    return _literal(node_or_string)


def _literal(node):
    if isinstance(node, Constant):
        return node.value
    if isinstance(node, Tuple):
        return tuple(map(_literal, node.elts))
    if isinstance(node, List):
        return list(map(_literal, node.elts))
    if isinstance(node, Set):
        return set(map(_literal, node.elts))
    if isinstance(node, Dict) and None not in node.keys:
        return dict(zip(map(_literal, node.keys), map(_literal, node.values)))
    if isinstance(node, Call) and isinstance(node.func, Name) and node.func.id == 'set' and not (node.args or node.keywords):
        return set()
    if isinstance(node, UnaryOp) and isinstance(node.op, (UAdd, USub)):
        value = _literal(node.operand)
        if type(value) in (int, float, complex):
            return +value if isinstance(node.op, UAdd) else -value
    if isinstance(node, BinOp) and isinstance(node.op, (Add, Sub)):
        left, right = _literal(node.left), _literal(node.right)
        if type(left) in (int, float) and type(right) is complex:
            return left + right if isinstance(node.op, Add) else left - right
    place = f' on line {node.lineno}' if getattr(node, 'lineno', None) else ''
    raise ValueError(f'malformed node or string{place}: {node!r}')


def dump(node, annotate_fields=True, include_attributes=False, *, indent=None):
    """The tree as text, to look at."""
    if not isinstance(node, AST):
        raise TypeError(f'expected AST, got {node.__class__.__name__!r}')
    if indent is not None and not isinstance(indent, str):
        indent = ' ' * indent
    return _dump(node, annotate_fields, include_attributes, indent, 0)[0]


def _dump(node, names, places, indent, level):
    """The text of a node, and whether it is so simple that it may share a line."""
    level += 1
    start, separator = ('', ', ') if indent is None else ('\n' + indent * level, ',\n' + indent * level)
    if isinstance(node, list):
        if not node:
            return '[]', True
        return f'[{start}{separator.join(_dump(it, names, places, indent, level)[0] for it in node)}]', False
    if not isinstance(node, AST):
        return repr(node), True
    parts, simple, named = [], True, names
    for name in node._fields:
        try:
            value = getattr(node, name)
        except AttributeError:
            named = True
            continue
        if value is None and getattr(type(node), name, ...) is None:
            named = True
            continue
        text, is_simple = _dump(value, names, places, indent, level)
        simple = simple and is_simple
        parts.append(f'{name}={text}' if named else text)
    if places:
        for name in node._attributes:
            value = getattr(node, name, None)
            if value is None and (getattr(type(node), name, ...) is None or not hasattr(node, name)):
                continue
            text, is_simple = _dump(value, names, places, indent, level)
            simple = simple and is_simple
            parts.append(f'{name}={text}')
    if simple and len(parts) <= 3:
        return f'{type(node).__name__}({", ".join(parts)})', not parts
    return f'{type(node).__name__}({start}{separator.join(parts)})', False


def iter_fields(node):
    """The names and values of the fields that a node has."""
    for name in node._fields:
        try:
            yield name, getattr(node, name)
        except AttributeError:
            pass


def iter_child_nodes(node):
    """The nodes right below a node."""
    for _, value in iter_fields(node):
        if isinstance(value, AST):
            yield value
        elif isinstance(value, list):
            for item in value:
                if isinstance(item, AST):
                    yield item


def walk(node):
    """A node and all below it, level by level."""
    level = [node]
    for node in level:
        yield node
        level.extend(iter_child_nodes(node))


def copy_location(new_node, old_node):
    """Gives a node the place of another."""
    for name in _PLACE:
        if name in old_node._attributes and name in new_node._attributes:
            value = getattr(old_node, name, None)
            if value is not None or (hasattr(old_node, name) and name.startswith('end_')):
                setattr(new_node, name, value)
    return new_node


def fix_missing_locations(node):
    """Gives nodes without a place that of the node above them."""
    def fix(node, place):
        if 'lineno' in node._attributes:
            own = []
            for name, inherited in zip(_PLACE, place):
                value = getattr(node, name, None)
                if value is None:
                    setattr(node, name, inherited)
                    value = inherited
                own.append(value)
            place = own
        for child in iter_child_nodes(node):
            fix(child, place)
    fix(node, (1, 0, 1, 0))
    return node


def increment_lineno(node, n=1):
    """Moves a tree down by some lines."""
    for it in walk(node):
        if isinstance(it, TypeIgnore) or 'lineno' in it._attributes:
            it.lineno = getattr(it, 'lineno', 0) + n
        if getattr(it, 'end_lineno', None) is not None:
            it.end_lineno += n
    return node


def get_docstring(node, clean=True):
    """The docstring of a module, class or function, or None."""
    if not isinstance(node, (AsyncFunctionDef, FunctionDef, ClassDef, Module)):
        raise TypeError(f"{node.__class__.__name__!r} can't have docstrings")
    if not (node.body and isinstance(node.body[0], Expr)):
        return None
    value = node.body[0].value
    if not (isinstance(value, Constant) and isinstance(value.value, str)):
        return None
    if clean:
        import inspect
        return inspect.cleandoc(value.value)
    return value.value


def get_source_segment(source, node, *, padded=False):
    """The text that a node stands for, or None."""
    if getattr(node, 'end_lineno', None) is None or node.end_col_offset is None:
        return None
    lines = source.splitlines(keepends=True)[node.lineno - 1:node.end_lineno]
    lines = [line.encode() for line in lines]
    padding = b''
    if padded and len(lines) > 1:
        padding = b' ' * node.col_offset
    lines[-1] = lines[-1][:node.end_col_offset]
    lines[0] = padding + lines[0][node.col_offset:]
    return b''.join(lines).decode()


class NodeVisitor:
    """Walks a tree: calls `visit_<class>(node)` where there is one, else looks further down."""

    def visit(self, node):
        return getattr(self, 'visit_' + type(node).__name__, self.generic_visit)(node)

    def generic_visit(self, node):
        for _, value in iter_fields(node):
            if isinstance(value, list):
                for item in value:
                    if isinstance(item, AST):
                        self.visit(item)
            elif isinstance(value, AST):
                self.visit(value)


class NodeTransformer(NodeVisitor):
    """Puts what its methods return in the place of the nodes: a node, several, or None for nothing."""

    def generic_visit(self, node):
        for name, old in iter_fields(node):
            if isinstance(old, list):
                new = []
                for item in old:
                    made = self.visit(item) if isinstance(item, AST) else item
                    if made is None and isinstance(item, AST):
                        continue
                    if isinstance(made, AST) or not isinstance(item, AST):
                        new.append(made)
                    else:
                        new.extend(made)
                old[:] = new
            elif isinstance(old, AST):
                new = self.visit(old)
                if new is None:
                    delattr(node, name)
                else:
                    setattr(node, name, new)
        return node
