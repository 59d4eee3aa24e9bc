"""`ast.unparse`: text out of a syntax tree.

A method for each kind of node gives its text. Those of expressions are told how tightly what
stands around them binds, and put parentheses around themselves where that is tighter.
"""

import ast

(NAMED, TUPLE, YIELD, TEST, OR, AND, NOT, CMP, BOR, BXOR, BAND, SHIFT, ARITH, TERM, FACTOR, POWER, AWAIT,
 ATOM) = range(18)

_BINARY = {
    'Add': ('+', ARITH), 'Sub': ('-', ARITH), 'Mult': ('*', TERM), 'MatMult': ('@', TERM),
    'Div': ('/', TERM), 'Mod': ('%', TERM), 'LShift': ('<<', SHIFT), 'RShift': ('>>', SHIFT),
    'BitOr': ('|', BOR), 'BitXor': ('^', BXOR), 'BitAnd': ('&', BAND), 'FloorDiv': ('//', TERM),
    'Pow': ('**', POWER),
}
_UNARY = {'Invert': ('~', FACTOR), 'Not': ('not', NOT), 'UAdd': ('+', FACTOR), 'USub': ('-', FACTOR)}
_COMPARE = {
    'Eq': '==', 'NotEq': '!=', 'Lt': '<', 'LtE': '<=', 'Gt': '>', 'GtE': '>=', 'Is': 'is',
    'IsNot': 'is not', 'In': 'in', 'NotIn': 'not in',
}
# A float that is beyond any other.
_INFINITY = '1e309'


class Unparser:
    def text(self, node):
        self.lines = []
        self.level = 0
        if isinstance(node, list):
            self.block(node)
        elif isinstance(node, (ast.Module, ast.Interactive)):
            self.body(node.body)
        elif isinstance(node, ast.stmt):
            self.statement(node)
        else:
            return self.expr(node.body if isinstance(node, ast.Expression) else node, NAMED)
        while self.lines and not self.lines[0]:
            del self.lines[0]
        return '\n'.join(self.lines)

    # --- statements ---

    def line(self, text):
        self.lines.append('    ' * self.level + text)

    def statement(self, node):
        getattr(self, 'visit_' + type(node).__name__)(node)

    def block(self, statements):
        for statement in statements:
            self.statement(statement)

    def body(self, statements):
        """A block that may begin with a docstring."""
        first = statements[0] if statements else None
        if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
            self.line(_docstring(first.value.value))
            statements = statements[1:]
        self.block(statements)

    def suite(self, head, statements, is_body=False):
        self.line(head + ':')
        self.level += 1
        if is_body:
            self.body(statements)
        else:
            self.block(statements)
        self.level -= 1

    def visit_Expr(self, node):
        self.line(self.expr(node.value, YIELD))

    def visit_Pass(self, node):
        self.line('pass')

    def visit_Break(self, node):
        self.line('break')

    def visit_Continue(self, node):
        self.line('continue')

    def visit_Return(self, node):
        self.line('return' + (' ' + self.expr(node.value, TEST) if node.value else ''))

    def visit_Delete(self, node):
        self.line('del ' + self.exprs(node.targets))

    def visit_Assign(self, node):
        targets = ''.join(self.expr(target, TUPLE) + ' = ' for target in node.targets)
        self.line(targets + self.expr(node.value, TEST))

    def visit_AugAssign(self, node):
        sign = _BINARY[type(node.op).__name__][0]
        self.line(f'{self.expr(node.target)} {sign}= {self.expr(node.value)}')

    def visit_AnnAssign(self, node):
        target = self.expr(node.target)
        if not node.simple and isinstance(node.target, ast.Name):
            target = f'({target})'
        value = f' = {self.expr(node.value)}' if node.value else ''
        self.line(f'{target}: {self.expr(node.annotation)}{value}')

    def visit_TypeAlias(self, node):
        self.line(f'type {self.expr(node.name)}{self.type_params(node)} = {self.expr(node.value)}')

    def visit_Raise(self, node):
        text = 'raise'
        if node.exc:
            text += ' ' + self.expr(node.exc)
        if node.cause:
            text += ' from ' + self.expr(node.cause)
        self.line(text)

    def visit_Assert(self, node):
        self.line('assert ' + self.expr(node.test) + (', ' + self.expr(node.msg) if node.msg else ''))

    def visit_Import(self, node):
        self.line('import ' + ', '.join(map(self.alias, node.names)))

    def visit_ImportFrom(self, node):
        names = ', '.join(map(self.alias, node.names))
        self.line(f'from {"." * (node.level or 0)}{node.module or ""} import {names}')

    def alias(self, node):
        return node.name + (f' as {node.asname}' if node.asname else '')

    def visit_Global(self, node):
        self.line('global ' + ', '.join(node.names))

    def visit_Nonlocal(self, node):
        self.line('nonlocal ' + ', '.join(node.names))

    def visit_If(self, node, word='if'):
        self.suite(f'{word} {self.expr(node.test)}', node.body)
        if len(node.orelse) == 1 and isinstance(node.orelse[0], ast.If):
            self.visit_If(node.orelse[0], 'elif')
        elif node.orelse:
            self.suite('else', node.orelse)

    def visit_While(self, node):
        self.suite(f'while {self.expr(node.test)}', node.body)
        if node.orelse:
            self.suite('else', node.orelse)

    def visit_For(self, node, prefix=''):
        self.suite(f'{prefix}for {self.expr(node.target, TUPLE)} in {self.expr(node.iter)}', node.body)
        if node.orelse:
            self.suite('else', node.orelse)

    def visit_AsyncFor(self, node):
        self.visit_For(node, 'async ')

    def visit_With(self, node, prefix=''):
        items = []
        for item in node.items:
            name = f' as {self.expr(item.optional_vars)}' if item.optional_vars else ''
            items.append(self.expr(item.context_expr) + name)
        self.suite(f'{prefix}with {", ".join(items)}', node.body)

    def visit_AsyncWith(self, node):
        self.visit_With(node, 'async ')

    def visit_Try(self, node, star=''):
        self.suite('try', node.body)
        for handler in node.handlers:
            head = 'except' + star
            if handler.type:
                head += ' ' + self.expr(handler.type)
            if handler.name:
                head += ' as ' + handler.name
            self.suite(head, handler.body)
        if node.orelse:
            self.suite('else', node.orelse)
        if node.finalbody:
            self.suite('finally', node.finalbody)

    def visit_TryStar(self, node):
        self.visit_Try(node, '*')

    def visit_ClassDef(self, node):
        self.lines.append('')
        self.decorators(node)
        arguments = [self.expr(base) for base in node.bases] + list(map(self.keyword, node.keywords))
        listed = f'({", ".join(arguments)})' if arguments else ''
        self.suite(f'class {node.name}{self.type_params(node)}{listed}', node.body, True)

    def visit_FunctionDef(self, node, prefix=''):
        self.lines.append('')
        self.decorators(node)
        returns = f' -> {self.expr(node.returns)}' if node.returns else ''
        head = f'{prefix}def {node.name}{self.type_params(node)}({self.parameters(node.args)}){returns}'
        self.suite(head, node.body, True)

    def visit_AsyncFunctionDef(self, node):
        self.visit_FunctionDef(node, 'async ')

    def decorators(self, node):
        for decorator in node.decorator_list:
            self.line('@' + self.expr(decorator))

    def type_params(self, node):
        params = []
        for param in getattr(node, 'type_params', ()):
            stars = {'TypeVar': '', 'TypeVarTuple': '*', 'ParamSpec': '**'}[type(param).__name__]
            bound = getattr(param, 'bound', None)
            params.append(stars + param.name + (f': {self.expr(bound)}' if bound else ''))
        return f'[{", ".join(params)}]' if params else ''

    def parameters(self, args):
        parts = []
        plain = args.posonlyargs + args.args
        defaults = [None] * (len(plain) - len(args.defaults)) + args.defaults
        for number, (arg, default) in enumerate(zip(plain, defaults), 1):
            parts.append(self.parameter(arg) + ('=' + self.expr(default) if default else ''))
            if number == len(args.posonlyargs):
                parts.append('/')
        if args.vararg or args.kwonlyargs:
            parts.append('*' + (self.parameter(args.vararg) if args.vararg else ''))
        for arg, default in zip(args.kwonlyargs, args.kw_defaults):
            parts.append(self.parameter(arg) + ('=' + self.expr(default) if default else ''))
        if args.kwarg:
            parts.append('**' + self.parameter(args.kwarg))
        return ', '.join(parts)

    def parameter(self, arg):
        return arg.arg + (f': {self.expr(arg.annotation)}' if arg.annotation else '')

    # --- match ---

    def visit_Match(self, node):
        self.line(f'match {self.expr(node.subject)}:')
        self.level += 1
        for case in node.cases:
            guard = f' if {self.expr(case.guard)}' if case.guard else ''
            self.suite(f'case {self.pattern(case.pattern)}{guard}', case.body)
        self.level -= 1

    def pattern(self, node, level=TEST):
        kind = type(node).__name__
        if kind == 'MatchValue':
            return self.expr(node.value)
        if kind == 'MatchSingleton':
            return repr(node.value)
        if kind == 'MatchSequence':
            return f'[{", ".join(map(self.pattern, node.patterns))}]'
        if kind == 'MatchStar':
            return '*' + (node.name or '_')
        if kind == 'MatchOr':
            text = ' | '.join(self.pattern(it, BXOR) for it in node.patterns)
            return f'({text})' if level > BOR else text
        if kind == 'MatchAs':
            if node.pattern is None:
                return node.name or '_'
            text = f'{self.pattern(node.pattern, BOR)} as {node.name}'
            return f'({text})' if level > TEST else text
        if kind == 'MatchMapping':
            parts = [f'{self.expr(key)}: {self.pattern(it)}' for key, it in zip(node.keys, node.patterns)]
            if node.rest is not None:
                parts.append('**' + node.rest)
            return f'{{{", ".join(parts)}}}'
        parts = list(map(self.pattern, node.patterns))
        parts += [f'{name}={self.pattern(it)}' for name, it in zip(node.kwd_attrs, node.kwd_patterns)]
        return f'{self.expr(node.cls)}({", ".join(parts)})'

    # --- expressions ---

    def expr(self, node, level=TEST):
        """The text of an expression where what stands around it binds as tightly as `level`."""
        return getattr(self, 'expr_' + type(node).__name__)(node, level)

    def exprs(self, nodes, level=TEST):
        return ', '.join(self.expr(node, level) for node in nodes)

    def enclosed(self, text, own, level):
        return f'({text})' if level > own else text

    def expr_Name(self, node, level):
        return node.id

    def expr_Constant(self, node, level):
        if node.value is ...:
            return '...'
        text = _with_infinity(node.value)
        return 'u' + text if node.kind == 'u' else text

    def expr_BoolOp(self, node, level):
        word, own = ('and', AND) if isinstance(node.op, ast.And) else ('or', OR)
        # As CPython has it, each operand binds a little more tightly than the one before.
        parts = [self.expr(it, min(own + number, ATOM)) for number, it in enumerate(node.values, 1)]
        return self.enclosed(f' {word} '.join(parts), own, level)

    def expr_NamedExpr(self, node, level):
        text = f'{self.expr(node.target, ATOM)} := {self.expr(node.value, ATOM)}'
        return self.enclosed(text, NAMED, level)

    def expr_BinOp(self, node, level):
        sign, own = _BINARY[type(node.op).__name__]
        left, right = (own + 1, own) if sign == '**' else (own, own + 1)
        return self.enclosed(f'{self.expr(node.left, left)} {sign} {self.expr(node.right, right)}', own, level)

    def expr_UnaryOp(self, node, level):
        sign, own = _UNARY[type(node.op).__name__]
        blank = ' ' if own == NOT else ''
        return self.enclosed(sign + blank + self.expr(node.operand, own), own, level)

    def expr_Lambda(self, node, level):
        parameters = self.parameters(node.args)
        text = f'lambda{" " if parameters else ""}{parameters}: {self.expr(node.body)}'
        return self.enclosed(text, TEST, level)

    def expr_IfExp(self, node, level):
        text = f'{self.expr(node.body, TEST + 1)} if {self.expr(node.test, TEST + 1)} else {self.expr(node.orelse)}'
        return self.enclosed(text, TEST, level)

    def expr_Dict(self, node, level):
        parts = []
        for key, value in zip(node.keys, node.values):
            parts.append('**' + self.expr(value, BOR) if key is None else f'{self.expr(key)}: {self.expr(value)}')
        return f'{{{", ".join(parts)}}}'

    def expr_Set(self, node, level):
        return f'{{{self.exprs(node.elts)}}}' if node.elts else '{*()}'

    def expr_List(self, node, level):
        return f'[{self.exprs(node.elts)}]'

    def expr_Tuple(self, node, level):
        text = self.exprs(node.elts) + (',' if len(node.elts) == 1 else '')
        return f'({text})' if not node.elts or level > TUPLE else text

    def generators(self, node):
        parts = []
        for it in node.generators:
            word = ' async for ' if it.is_async else ' for '
            parts.append(f'{word}{self.expr(it.target, TUPLE)} in {self.expr(it.iter, TEST + 1)}')
            parts += [f' if {self.expr(test, TEST + 1)}' for test in it.ifs]
        return ''.join(parts)

    def expr_ListComp(self, node, level):
        return f'[{self.expr(node.elt)}{self.generators(node)}]'

    def expr_SetComp(self, node, level):
        return f'{{{self.expr(node.elt)}{self.generators(node)}}}'

    def expr_GeneratorExp(self, node, level):
        return f'({self.expr(node.elt)}{self.generators(node)})'

    def expr_DictComp(self, node, level):
        return f'{{{self.expr(node.key)}: {self.expr(node.value)}{self.generators(node)}}}'

    def expr_Await(self, node, level):
        return self.enclosed(f'await {self.expr(node.value, ATOM)}', AWAIT, level)

    def expr_Yield(self, node, level):
        text = 'yield' + (' ' + self.expr(node.value, ATOM) if node.value else '')
        return self.enclosed(text, YIELD, level)

    def expr_YieldFrom(self, node, level):
        return self.enclosed(f'yield from {self.expr(node.value, ATOM)}', YIELD, level)

    def expr_Compare(self, node, level):
        text = self.expr(node.left, CMP + 1)
        for op, right in zip(node.ops, node.comparators):
            text += f' {_COMPARE[type(op).__name__]} {self.expr(right, CMP + 1)}'
        return self.enclosed(text, CMP, level)

    def keyword(self, node):
        return f'{node.arg}={self.expr(node.value)}' if node.arg else '**' + self.expr(node.value)

    def expr_Call(self, node, level):
        func = self.expr(node.func, ATOM)
        if len(node.args) == 1 and not node.keywords and isinstance(node.args[0], ast.GeneratorExp):
            return func + f'({self.expr(node.args[0])})'
        arguments = [self.expr(arg) for arg in node.args] + list(map(self.keyword, node.keywords))
        return f'{func}({", ".join(arguments)})'

    def expr_Attribute(self, node, level):
        value = self.expr(node.value, ATOM)
        if isinstance(node.value, ast.Constant) and isinstance(node.value.value, int):
            value += ' '
        return f'{value}.{node.attr}'

    def expr_Subscript(self, node, level):
        if isinstance(node.slice, ast.Tuple) and node.slice.elts:
            inner = self.exprs(node.slice.elts) + (',' if len(node.slice.elts) == 1 else '')
        else:
            inner = self.expr(node.slice)
        return f'{self.expr(node.value, ATOM)}[{inner}]'

    def expr_Starred(self, node, level):
        return '*' + self.expr(node.value, BOR)

    def expr_Slice(self, node, level):
        lower = self.expr(node.lower) if node.lower else ''
        upper = self.expr(node.upper) if node.upper else ''
        return f'{lower}:{upper}' + (f':{self.expr(node.step)}' if node.step else '')

    # --- f-strings ---

    def expr_JoinedStr(self, node, level):
        parts = []
        for value in node.values:
            if isinstance(value, ast.Constant):
                parts.append((value.value.replace('{', '{{').replace('}', '}}'), True))
            else:
                parts.append((self.field(value), False))
        return _quoted_f_string(parts)

    def expr_FormattedValue(self, node, level):
        return _quoted_f_string([(self.field(node), False)])

    def field(self, node):
        value = self.expr(node.value, TEST + 1)
        if value.startswith('{'):
            value = ' ' + value
        if node.conversion != -1:
            value += '!' + chr(node.conversion)
        if node.format_spec:
            value += ':' + self.format_spec(node.format_spec)
        return f'{{{value}}}'

    def format_spec(self, node):
        if isinstance(node, ast.Constant):
            return node.value.replace('{', '{{').replace('}', '}}')
        parts = node.values if isinstance(node, ast.JoinedStr) else [node]
        return ''.join(self.format_spec(it) if isinstance(it, ast.Constant) else self.field(it) for it in parts)


def _with_infinity(value):
    text = repr(value)
    if isinstance(value, (float, complex)):
        text = text.replace('inf', _INFINITY).replace('nan', f'({_INFINITY}-{_INFINITY})')
    return text


def _docstring(text):
    """A docstring between three quotes, its lines kept."""
    shown = ''.join(
        char if char in '\n\t' or char.isprintable() else char.encode('unicode_escape').decode()
        for char in text.replace('\\', '\\\\'))
    for quotes in '"""', "'''":
        if quotes not in shown:
            if shown.endswith(quotes[0]):
                shown = shown[:-1] + '\\' + shown[-1]
            return quotes + shown + quotes
    return repr(text)


def _quoted_f_string(parts):
    """The parts of an f-string between quotes that its text does not have; fields may have any."""
    texts = ''.join(text for text, is_text in parts if is_text)
    has_fields = any(not is_text for _, is_text in parts)
    quotes = next((it for it in ("'", '"', '"""', "'''") if it not in texts), "'")
    if '\n' in texts and not has_fields:
        quotes = '"""'
    made = ''
    for text, is_text in parts:
        if is_text:
            text = ''.join(
                char if char.isprintable() else char.encode('unicode_escape').decode()
                for char in text.replace('\\', '\\\\'))
            if quotes in text:
                text = text.replace(quotes[0], '\\' + quotes[0])
        made += text
    return f'f{quotes}{made}{quotes}'
