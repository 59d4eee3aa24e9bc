"""Checks that all files of a folder can be compiled. There are no bytecode files here, so none is written."""

import os
import sys

import py_compile

__all__ = ['compile_dir', 'compile_file', 'compile_path']


def compile_dir(dir, maxlevels=None, ddir=None, force=False, rx=None, quiet=0, legacy=False, optimize=-1, workers=1,
                invalidation_mode=None, *, stripdir=None, prependdir=None, limit_sl_dest=None, hardlink_dupes=False):
    """Compiles all files below a folder. Whether all went well."""
    success, levels = True, sys.getrecursionlimit() if maxlevels is None else maxlevels
    if quiet < 2 and isinstance(dir, os.PathLike):
        dir = os.fspath(dir)
    if not quiet:
        print('Listing {!r}...'.format(dir))
    try:
        names = sorted(os.listdir(dir))
    except OSError:
        if quiet < 2:
            print("Can't list {!r}".format(dir))
        names = []
    for name in names:
        if name == '__pycache__':
            continue
        full = os.path.join(dir, name)
        inner = None if ddir is None else os.path.join(ddir, name)
        if not os.path.isdir(full):
            success &= compile_file(full, ddir, force, rx, quiet)
        elif levels > 0 and name not in (os.curdir, os.pardir) and not os.path.islink(full):
            success &= compile_dir(full, levels - 1, inner, force, rx, quiet)
    return success


def compile_file(fullname, ddir=None, force=False, rx=None, quiet=0, legacy=False, optimize=-1, invalidation_mode=None, *,
                 stripdir=None, prependdir=None, limit_sl_dest=None, hardlink_dupes=False):
    """Compiles a file. Whether that went well."""
    fullname = os.fspath(fullname)
    if rx is not None and rx.search(fullname) or not os.path.isfile(fullname) or not fullname.endswith('.py'):
        return True
    if not quiet:
        print('Compiling {!r}...'.format(fullname))
    dfile = None if ddir is None else os.path.join(ddir, os.path.basename(fullname))
    try:
        return py_compile.compile(fullname, dfile=dfile, doraise=True) is not None
    except py_compile.PyCompileError as error:
        if quiet < 2:
            if quiet:
                print('*** Error compiling {!r}...'.format(fullname))
            else:
                print('*** ', end='')
            encoding = sys.stdout.encoding or sys.getdefaultencoding()
            print(error.msg.encode(encoding, errors='backslashreplace').decode(encoding))
    except (SyntaxError, UnicodeError, OSError) as error:
        if quiet < 2:
            print('*** Error compiling {!r}...'.format(fullname) if quiet else '*** ', end='')
            print(error.__class__.__name__ + ':', error)
    return False


def compile_path(skip_curdir=1, maxlevels=0, force=False, quiet=0, legacy=False, optimize=-1, invalidation_mode=None):
    """Compiles the files of `sys.path`. Whether all went well."""
    success = True
    for folder in sys.path:
        if folder in ('', os.curdir) and skip_curdir:
            if quiet < 2:
                print('Skipping current directory')
        else:
            success &= bool(compile_dir(folder, maxlevels, None, force, quiet=quiet))
    return success


def main():
    """Compiles the files and folders that are named on the command line. Whether all went well."""
    import argparse
    import re
    parser = argparse.ArgumentParser(description='Utilities to support installing Python libraries.')
    parser.add_argument('-l', action='store_const', const=0, default=None, dest='maxlevels', help="don't recurse into subdirectories")
    parser.add_argument('-f', action='store_true', dest='force', help='force rebuild even if timestamps are up to date')
    parser.add_argument('-q', action='count', dest='quiet', default=0, help='output only error messages; -qq will suppress the error messages as well.')
    parser.add_argument('-x', metavar='REGEXP', dest='rx', default=None, help='skip files matching the regular expression')
    parser.add_argument('compile_dest', metavar='FILE|DIR', nargs='*', help='zero or more file and directory names to compile')
    args = parser.parse_args()
    rx = re.compile(args.rx) if args.rx else None
    if not args.compile_dest:
        return compile_path(maxlevels=args.maxlevels or 0, force=args.force, quiet=args.quiet)
    success = True
    for name in args.compile_dest:
        if os.path.isfile(name):
            success &= compile_file(name, None, args.force, rx, args.quiet)
        else:
            success &= compile_dir(name, args.maxlevels, None, args.force, rx, args.quiet)
    return success


if __name__ == '__main__':
    sys.exit(int(not main()))
