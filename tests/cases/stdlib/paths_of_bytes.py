# os.path takes bytes as well as text, and never both.
import os.path as p
print(p.split(b'/a/b'), p.splitext(b'a.b'), p.basename(b'/a/b'), p.dirname(b'/a/b'), p.join(b'a', b'b', b'/c'))
print(p.normpath(b'a//b/..'), p.abspath(b'/a'), p.isabs(b'/a'), p.isabs(b'a'), p.relpath(b'/a/b', b'/a'))
print(p.commonpath([b'/a/b', b'/a/c']), p.commonprefix([b'ab', b'ac']), p.splitdrive(b'/a'), p.splitroot(b'//a/b'))
print(p.exists(b'/'), p.isdir(b'/'), p.realpath(b'/'), p.expanduser(b'~root'), p.expanduser('~no such user/x'))
print(p.splitroot('/a'), p.splitroot('///a'), p.splitroot('a'), p.ismount('/'), p.ismount('/no such'), p.isjunction('/'))
try:
    p.join('a', b'b')
except TypeError as error:
    print(error)
