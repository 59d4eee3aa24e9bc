import struct

print(struct.pack('<bHiq', -1, 65535, -5, 1 << 40), struct.pack('>I', 1), struct.pack('!h', 258))
print(struct.pack('bh', 1, 2), struct.calcsize('bhi'), struct.calcsize('!bhi'), struct.calcsize('b0q'))
print(struct.pack('5s', b'abc'), struct.pack('5p', b'abcdef'), struct.pack('2c?x', b'a', b'b', []))
print(struct.pack('<efd', 1.5, -0.25, 3.0), struct.unpack('<e', struct.pack('<e', 65504)))
print(struct.unpack('<3s2p?', b'abc\1d\2'), struct.unpack('>2hI', b'\0\1\xff\xff\0\0\1\0'))
print(struct.unpack_from('<H', b'\0\1\0\2', 2), list(struct.iter_unpack('<h', b'\1\0\2\0')))
buffer = bytearray(6)
struct.pack_into('<hh', buffer, 1, 5, -1)
print(buffer)
record = struct.Struct('<hi')
print(record.size, record.format, record.pack(1, 2), record.unpack(record.pack(3, 4)))
