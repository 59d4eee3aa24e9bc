"""Digests."""

from _hashlib import (
    blake2 as _blake2, new, openssl_md5 as md5, openssl_sha1 as sha1, openssl_sha224 as sha224,
    openssl_sha256 as sha256, openssl_sha384 as sha384, openssl_sha3_224 as sha3_224,
    openssl_sha3_256 as sha3_256, openssl_sha3_384 as sha3_384, openssl_sha3_512 as sha3_512,
    openssl_sha512 as sha512, pbkdf2_hmac, scrypt,
)

algorithms_guaranteed = {
    'md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512', 'sha3_224', 'sha3_256', 'sha3_384',
    'sha3_512', 'blake2b', 'blake2s', 'shake_128', 'shake_256',
}
algorithms_available = set(algorithms_guaranteed)
__all__ = [*algorithms_guaranteed, 'new', 'algorithms_guaranteed', 'algorithms_available', 'file_digest',
           'pbkdf2_hmac', 'scrypt']


def blake2b(data=b'', /, *, digest_size=64, key=b'', salt=b'', person=b'', usedforsecurity=True):
    """Return a new BLAKE2b hash object."""
    return _blake2('blake2b', data, digest_size, key, salt, person)


def blake2s(data=b'', /, *, digest_size=32, key=b'', salt=b'', person=b'', usedforsecurity=True):
    """Return a new BLAKE2s hash object."""
    return _blake2('blake2s', data, digest_size, key, salt, person)


for _function, _longest, _pad in (blake2b, 64, 16), (blake2s, 32, 8):
    _function.MAX_DIGEST_SIZE = _function.MAX_KEY_SIZE = _longest
    _function.SALT_SIZE = _function.PERSON_SIZE = _pad


def shake_128(string=b'', *, usedforsecurity=True):
    """Returns a shake-128 variable hash object; optionally initialized with a string"""
    return new('shake_128', string)


def shake_256(string=b'', *, usedforsecurity=True):
    """Returns a shake-256 variable hash object; optionally initialized with a string"""
    return new('shake_256', string)


def file_digest(fileobj, digest, /):
    """Hash the contents of a file-like object. Returns a digest object."""
    made = new(digest) if isinstance(digest, str) else digest()
    while data := fileobj.read(1 << 18):
        made.update(data)
    return made
