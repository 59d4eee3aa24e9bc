import struct

for arguments in [('b', 200), ('B', -1), ('h', 'x'), ('h', 1.5), ('f', 'x'), ('c', b'ab'), ('s', 'x'), ('z', 1), ('3', 1),
                  ('i',), ('i', 1, 2), ('<n', 1), ('<f', 1e40), ('e', 1e10), ('Q', -1), (5,)]:
    try:
        struct.pack(*arguments)
    except (struct.error, TypeError, OverflowError) as error:
        print(type(error).__name__, error)
for attempt in lambda: struct.unpack('i', b'abc'), lambda: struct.unpack('i', 'abcd'), \
        lambda: struct.unpack_from('i', b'abcd', 1), lambda: struct.unpack_from('i', b'abcd', -9), \
        lambda: struct.pack_into('i', bytearray(3), 0, 1), lambda: struct.pack_into('i', b'abcd', 0, 1), \
        lambda: struct.iter_unpack('h', b'abc'), lambda: struct.calcsize('99999999999999999999i'):
    try:
        attempt()
    except (struct.error, TypeError) as error:
        print(type(error).__name__, error)
