"""Digests."""

import _hashlib

_SIZES = {
    'md5': (16, 64), 'sha1': (20, 64), 'sha224': (28, 64), 'sha256': (32, 64), 'sha384': (48, 128),
    'sha512': (64, 128), 'sha3_224': (28, 144), 'sha3_256': (32, 136), 'sha3_384': (48, 104),
    'sha3_512': (64, 72), 'blake2b': (64, 128), 'blake2s': (32, 64),
}

algorithms_guaranteed = set(_SIZES)
algorithms_available = set(algorithms_guaranteed)
__all__ = [*_SIZES, 'new', 'algorithms_guaranteed', 'algorithms_available', 'file_digest', 'pbkdf2_hmac']


class _Hash:
    """The bytes that were given, whose digest is computed when it is asked for."""

    __slots__ = ('name', 'digest_size', 'block_size', '_data')

    def __init__(self, name, data):
        self.name = name
        self.digest_size, self.block_size = _SIZES[name]
        self._data = bytearray()
        self.update(data)

    def update(self, data, /):
        """Update this hash object's state with the provided bytes-like object."""
        if isinstance(data, str):
            raise TypeError('Strings must be encoded before hashing')
        if not isinstance(data, (bytes, bytearray)):
            try:
                data = bytes(memoryview(data))
            except (NameError, TypeError):
                raise TypeError('object supporting the buffer API required') from None
        self._data += data

    def digest(self):
        """Return the digest value as a bytes object."""
        return _hashlib.digest(self.name, self._data)

    def hexdigest(self):
        """Return the digest value as a string of hexadecimal digits."""
        return self.digest().hex()

    def copy(self):
        """Return a copy of the hash object."""
        return _Hash(self.name, self._data)

    def __repr__(self):
        return f'<{self.name} _hashlib.HASH object @ {id(self):#x}>'


def new(name, data=b'', *, usedforsecurity=True):
    """Return a new hash object of the named algorithm, optionally initialized with data."""
    known = name.lower().replace('-', '_')
    known = known if known in _SIZES else known.replace('_', '')
    if known not in _SIZES:
        raise ValueError('unsupported hash type ' + name)
    return _Hash(known, data)


def _constructor(name):
    def make(string=b'', *, usedforsecurity=True):
        return _Hash(name, string)
    make.__name__ = make.__qualname__ = f'openssl_{name}'
    return make


md5 = _constructor('md5')
sha1 = _constructor('sha1')
sha224 = _constructor('sha224')
sha256 = _constructor('sha256')
sha384 = _constructor('sha384')
sha512 = _constructor('sha512')
sha3_224 = _constructor('sha3_224')
sha3_256 = _constructor('sha3_256')
sha3_384 = _constructor('sha3_384')
sha3_512 = _constructor('sha3_512')
blake2b = _constructor('blake2b')
blake2s = _constructor('blake2s')


def file_digest(fileobj, digest, /):
    """Hash the contents of a file-like object. Returns a digest object."""
    made = new(digest) if isinstance(digest, str) else digest()
    while data := fileobj.read(1 << 18):
        made.update(data)
    return made


def pbkdf2_hmac(hash_name, password, salt, iterations, dklen=None):
    """Return a key made of a password by many rounds of HMAC."""
    name = new(hash_name).name
    size, block = _SIZES[name]
    if iterations < 1:
        raise ValueError('iteration value must be greater than 0.')
    if dklen is not None and dklen < 1:
        raise ValueError('key length must be greater than 0.')
    return _hashlib.pbkdf2(name, password, salt, iterations, dklen or size, block)
