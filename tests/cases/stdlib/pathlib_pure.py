# What can be said of a path by its text.
from pathlib import PurePath, PurePosixPath

p = PurePosixPath('/a/b/../c.tar.gz')
print(p, repr(p), p.name, p.stem, p.suffix, p.suffixes, p.parent, list(p.parents), p.parts, p.anchor)
print(p / 'x', 'r' / PurePath('y'), p.with_name('q'), p.with_suffix('.x'), p.with_stem('s'), PurePath('a//b/./c/'))
print(PurePath(), PurePath('a').joinpath('b', '/c'), PurePath('/a/b').relative_to('/a'), p.match('*.gz'))
print(PurePath('a') == PurePath('a/'), PurePath('a') < PurePath('b'), hash(PurePath('a')) == hash(PurePath('./a')))
for wrong in (lambda: PurePath('/a').relative_to('/b'), lambda: PurePath('/').with_name('x'),
              lambda: PurePath('a').with_suffix('x'), lambda: PurePath(5), lambda: p / 5):
    try:
        wrong()
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
