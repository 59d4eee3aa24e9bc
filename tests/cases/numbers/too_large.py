# What asks for more memory than there is gets an error, and the program goes on.
from array import array
import struct

for attempt in [
    lambda: 'x' * 10**18, lambda: b'x' * 10**18, lambda: bytearray(b'x') * 10**18, lambda: [0] * 10**17,
    lambda: (0,) * 10**17, lambda: bytes(10**15), lambda: bytearray(10**15), lambda: list(range(10**15)),
    lambda: 1 << 10**12, lambda: (5).to_bytes(10**18, 'big'), lambda: 'a'.ljust(10**18), lambda: 'a'.center(10**18),
    lambda: 'a'.zfill(10**18), lambda: b'a'.rjust(10**18), lambda: '%1000000000000d' % 5, lambda: '%*d' % (10**15, 5),
    lambda: format(5, '1000000000000d'), lambda: '{:1000000000000}'.format('a'), lambda: [1] * 10**19,
    lambda: array('i', [0]) * 10**18, lambda: struct.pack('%ds' % 10**15, b''), lambda: len(range(10**30)),
    lambda: 'a' * 10**30, lambda: chr(10**30),
]:
    try:
        attempt()
    except (MemoryError, OverflowError) as error:
        print(type(error).__name__)
