"""Checks that files can be compiled. There are no bytecode files here, so none is written."""

import enum
import importlib.util
import os
import sys
import traceback

__all__ = ['compile', 'main', 'PyCompileError', 'PycInvalidationMode']

_compile = compile


class PyCompileError(Exception):
    """A file is not Python; `msg` says what a traceback would."""

    def __init__(self, exc_type, exc_value, file, msg=''):
        name = exc_type.__name__
        shown = ''.join(traceback.format_exception_only(exc_type, exc_value))
        if exc_type == SyntaxError:
            shown = shown.replace('File "<string>"', f'File "{file}"')
        else:
            shown = f'Sorry: {name}: {exc_value}'
        self.msg = msg or shown
        super().__init__(self.msg, name, exc_value, file)
        self.exc_type_name, self.exc_value, self.file = name, exc_value, file

    def __str__(self):
        return self.msg


class PycInvalidationMode(enum.Enum):
    """When a bytecode file would be out of date."""

    TIMESTAMP = 1
    CHECKED_HASH = 2
    UNCHECKED_HASH = 3


def compile(file, cfile=None, dfile=None, doraise=False, optimize=-1, invalidation_mode=None, quiet=0):
    """Compiles a file. The name that a bytecode file would have; None if the file is not Python."""
    if cfile is None:
        cfile = importlib.util.cache_from_source(file)
    with open(file, 'rb') as opened:
        source = opened.read()
    try:
        _compile(source, dfile or file, 'exec', dont_inherit=True)
    except Exception as problem:
        error = PyCompileError(problem.__class__, problem, dfile or file)
        if quiet < 2:
            if doraise:
                raise error
            sys.stderr.write(error.msg + '\n')
        return None
    return cfile


def main():
    """Compiles the files that are named on the command line."""
    import argparse
    parser = argparse.ArgumentParser(description='A simple command-line interface for py_compile module.')
    parser.add_argument('-q', '--quiet', action='store_true', help='Suppress error output')
    parser.add_argument('filenames', nargs='+', help='Files to compile')
    args = parser.parse_args()
    names = [line.rstrip('\n') for line in sys.stdin] if args.filenames == ['-'] else args.filenames
    for name in names:
        try:
            compile(name, doraise=True)
        except PyCompileError as error:
            parser.exit(1, '' if args.quiet else error.msg)
        except OSError as error:
            parser.exit(1, '' if args.quiet else str(error))


if __name__ == '__main__':
    main()
