# blake2 with its parameters, shake with the length that one asks for.
import hashlib
from hashlib import blake2b, blake2s
print(blake2b(b'x', digest_size=16).hexdigest(), blake2b(b'x', digest_size=20, key=b'key').hexdigest(), blake2s(b'x', digest_size=4).hexdigest(), blake2s(key=b'kk').hexdigest())
print(blake2b(b'x', salt=b'salt', person=b'person').hexdigest())
print(blake2s(b'x', salt=b'salt', person=b'person', key=b'k', digest_size=9).hexdigest())
b = blake2b(digest_size=10); b.update(b'a'); b.update(b'b'); print(b.digest().hex(), b.digest_size, b.block_size, b.name, blake2b(b'ab', digest_size=10).hexdigest(), b.copy().hexdigest())
print(blake2b.MAX_DIGEST_SIZE, blake2b.MAX_KEY_SIZE, blake2b.SALT_SIZE, blake2b.PERSON_SIZE, blake2s.MAX_DIGEST_SIZE, blake2s.MAX_KEY_SIZE, blake2s.SALT_SIZE, blake2s.PERSON_SIZE)
for f in (lambda: blake2b(digest_size=0), lambda: blake2b(digest_size=65), lambda: blake2b(key=b'x' * 65), lambda: blake2s(digest_size=33), lambda: blake2s(key=b'x' * 33), lambda: blake2b(salt=b'x' * 17), lambda: blake2b(person=b'x' * 17), lambda: blake2b('x')):
    try: f(); print('none')
    except Exception as e: print(type(e).__name__, e)
s = hashlib.shake_128(b'abc'); print(s.hexdigest(10), s.digest(5).hex(), s.name, s.digest_size, s.block_size); s.update(b'd'); print(s.hexdigest(40), hashlib.shake_256(b'').hexdigest(length=32), hashlib.shake_256().block_size)
for f in (lambda: s.hexdigest(), lambda: s.hexdigest('x')):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
print(hashlib.new('shake_128', b'a').hexdigest(4), hashlib.new('blake2b', b'a').hexdigest()[:9], hashlib.new('SHA256', b'a').name)
for n in sorted(hashlib.algorithms_guaranteed):
    h = hashlib.new(n, b'The quick brown fox'); print(n, h.digest_size, h.block_size, h.hexdigest(8) if 'shake' in n else h.hexdigest())
import io
print(hashlib.file_digest(io.BytesIO(b'abc'), 'sha256').hexdigest())
print(hashlib.md5(b'a', usedforsecurity=False).hexdigest(), hashlib.sha3_256(b'').hexdigest())
h = hashlib.sha256(); h.update(bytearray(b'abc')); h.update(memoryview(b'x')); print(h.hexdigest())
