# Hash objects: fed bit by bit, copied, asked more than once; names and errors.
import hashlib

for name in sorted(hashlib.algorithms_guaranteed - {'shake_128', 'shake_256'}):
    h = hashlib.new(name)
    for part in (b'', b'abc', bytearray(b'de' * 100), memoryview(b'f')):
        h.update(part)
    copy = h.copy()
    copy.update(b'more')
    print(h.name, h.digest_size, h.block_size, h.hexdigest()[:16], copy.hexdigest()[:16], len(h.digest()))
    assert h.digest().hex() == h.hexdigest() == getattr(hashlib, name)(b'abc' + b'de' * 100 + b'f').hexdigest()
print(hashlib.sha256(b'x', usedforsecurity=False).hexdigest()[:8], hashlib.new('SHA256', b'x').name, hashlib.md5(string=b'').hexdigest())
for act in (lambda: hashlib.sha256('text'), lambda: hashlib.sha256(5), lambda: hashlib.sha256().update('x'),
            lambda: hashlib.sha256(b'a', b'b')):
    try:
        act()
    except TypeError as error:
        print(error)
