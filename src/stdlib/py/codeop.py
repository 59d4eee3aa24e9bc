"""Whether a piece of source is complete, as a prompt must know."""

__all__ = ['compile_command', 'Compile', 'CommandCompiler']


def _compile(source, filename, symbol):
    return compile(source, filename, symbol)


def compile_command(source, filename='<input>', symbol='single'):
    """Code; None when more lines are needed; an error when none would help."""
    lines = [line for line in source.split('\n') if line.strip() and not line.lstrip().startswith('#')]
    if not lines and symbol != 'eval':
        source = 'pass'
    try:
        code = _compile(source + '\n', filename, symbol)
    except SyntaxError as error:
        if _is_unfinished(source, error, filename, symbol):
            return None
        raise
    # A block ends with an empty line.
    if symbol == 'single' and lines and len(lines) > 1 and lines[-1][:1] in ' \t' and not source.endswith('\n'):
        return None
    if symbol == 'single' and lines and lines[-1].rstrip().endswith(':') and not source.endswith('\n'):
        return None
    if symbol == 'single' and len(lines) == 1 and lines[0].split(None, 1)[0].rstrip(':') in _BLOCKS and not source.endswith('\n'):
        return None
    return code


_BLOCKS = ('if', 'for', 'while', 'def', 'class', 'with', 'try', 'async')


def _is_unfinished(source, error, filename, symbol):
    message = str(error.msg)
    if 'was never closed' in message or 'unterminated triple-quoted' in message or 'unexpected EOF' in message:
        return True
    if 'expected an indented block' in message or "expected 'except' or 'finally'" in message:
        return error.lineno is None or error.lineno >= source.count('\n') + 1
    return source.rstrip('\n').endswith('\\') and not source.endswith('\n\n')


class Compile:
    """`compile`, for one piece after the other."""

    def __call__(self, source, filename, symbol, **options):
        return _compile(source, filename, symbol)


class CommandCompiler:
    """`compile_command`, for one piece after the other."""

    def __init__(self):
        self.compiler = Compile()

    def __call__(self, source, filename='<input>', symbol='single'):
        return compile_command(source, filename, symbol)
