# Paths of Windows, taken apart anywhere.
from pathlib import *
import ntpath

for t in [
    'C:\\a\\b.txt',
    'c:/a/../b',
    'a/b',
    '\\\\host\\share\\x',
    '\\a',
    'C:a',
    'C:',
    '.',
    '',
    '\\\\host\\share',
    'a\\.\\b/',
    'C:/',
    '//?/C:/x',
    'nul.txt',
]:
    p = PureWindowsPath(t)
    print(
        repr(p),
        str(p),
        p.parts,
        p.drive,
        p.root,
        p.anchor,
        p.name,
        p.stem,
        p.suffix,
        p.parent,
        p.is_absolute(),
        p.as_posix(),
        p.is_reserved(),
    )
print(
    PureWindowsPath('C:\\A') == PureWindowsPath('c:\\a'),
    hash(PureWindowsPath('A')) == hash(PureWindowsPath('a')),
    PureWindowsPath('a') == PurePosixPath('a'),
    PureWindowsPath('a') < PureWindowsPath('B'),
)
print(
    PureWindowsPath('c:/a') / 'b' / 'd:/e',
    PureWindowsPath('c:/a') / '/b',
    PureWindowsPath('c:/a').joinpath('b', 'c'),
    list(PureWindowsPath('c:/a/b').parents),
    PureWindowsPath('C:/A/b').relative_to('c:/a'),
    PureWindowsPath('a/b.py').match('*.PY'),
    PureWindowsPath('c:/a b').as_uri(),
    PureWindowsPath('c:/a.txt').with_suffix('.py'),
    PureWindowsPath('c:/a').with_name('q'),
    PureWindowsPath('a', 'b'),
    PureWindowsPath('c:/a').is_relative_to('C:/'),
)
for f in [
    lambda: PureWindowsPath('a') < PurePosixPath('a'),
    lambda: PureWindowsPath('a').with_name('x\\y'),
    lambda: PureWindowsPath('a').as_uri(),
    lambda: WindowsPath('a'),
    lambda: PureWindowsPath('c:/a').relative_to('d:/'),
]:
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
for t in ['C:\\a\\b', '\\\\h\\s\\d', 'a/b', 'C:x', '\\x', '//h/s', 'C:/', '']:
    print(
        ntpath.splitdrive(t),
        ntpath.split(t),
        ntpath.splitroot(t),
        ntpath.isabs(t),
        ntpath.normpath(t),
        ntpath.basename(t),
        ntpath.dirname(t),
        ntpath.normcase(t),
        ntpath.splitext(t),
    )
print(
    ntpath.join('C:\\a', 'b', 'c'),
    ntpath.join('a', '\\b'),
    ntpath.join('C:a', 'D:b'),
    ntpath.join('C:a', 'c:b'),
    ntpath.normpath('a/../../b/./c'),
)
print(Path('a') / 'b', PurePath('x'), repr(Path('/a')), Path('a') == PurePosixPath('a'))
