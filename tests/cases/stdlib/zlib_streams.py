# zlib: whole texts, streams with a limit, raw data, and data that is broken.
import zlib

s = b'witch which has which witches wrist watch'
t = zlib.compress(s); print(len(t), zlib.decompress(t) == s, zlib.crc32(s), zlib.adler32(s), zlib.crc32(b'b', zlib.crc32(b'a')) == zlib.crc32(b'ab'))
print(zlib.compress(s, 9)[:2].hex(), zlib.compress(s, level=0)[:2].hex(), zlib.compress(s)[:2].hex())
c = zlib.compressobj(9, zlib.DEFLATED, 31); x = c.compress(b'a' * 100) + c.compress(b'b') + c.flush(); print(zlib.decompress(x, 31), zlib.decompress(x, 47)[:3])
dd = zlib.decompressobj(); print(dd.decompress(t + b'tail', 10), dd.unconsumed_tail != b'', dd.eof); print(dd.decompress(dd.unconsumed_tail), dd.unused_data, dd.eof, dd.flush())
c = zlib.compressobj(wbits=-15); raw = c.compress(s) + c.flush(); print(zlib.decompress(raw, -15) == s, zlib.decompress(raw, wbits=-zlib.MAX_WBITS) == s)
for f in (lambda: zlib.decompress(b'garbage'), lambda: zlib.decompress(t[:-2]), lambda: zlib.decompress(b''), lambda: zlib.compress('s'), lambda: zlib.compress(b'a', 77)):
    try: f(); print('no error')
    except Exception as e: print(type(e), e)
print(zlib.Z_BEST_COMPRESSION, zlib.DEFLATED, zlib.MAX_WBITS, zlib.Z_DEFAULT_COMPRESSION, zlib.Z_SYNC_FLUSH)
