# pbkdf2_hmac and scrypt, and parameters that they refuse.
import hashlib

for a in ('sha256', 'sha1', 'sha512', 'md5'): print(hashlib.pbkdf2_hmac(a, b'password', b'salt', 1000).hex())
print(hashlib.pbkdf2_hmac('sha256', b'p', b's', 10, dklen=50).hex(), hashlib.pbkdf2_hmac('sha256', b'p', b's', 10, 5).hex())
for f in (lambda: hashlib.pbkdf2_hmac('md5', b'', b'', 0), lambda: hashlib.pbkdf2_hmac('md5', b'', b'', 1, 0), lambda: hashlib.pbkdf2_hmac('md5', 'x', b'', 1), lambda: hashlib.new('nope'), lambda: hashlib.md5('x'), lambda: hashlib.md5(5)):
    try: f(); print('none')
    except Exception as e: print(type(e).__name__, e)
print(hashlib.scrypt(b'password', salt=b'NaCl', n=16, r=8, p=1).hex(), hashlib.scrypt(b'', salt=b'', n=16, r=1, p=1, dklen=64).hex())
for f in (lambda: hashlib.scrypt(b'p'), lambda: hashlib.scrypt(b'p', salt=b'', n=3, r=1, p=1), lambda: hashlib.scrypt(b'p', salt=b's', n=2, r=0, p=1), lambda: hashlib.scrypt('p', salt=b's', n=2, r=1, p=1),lambda: hashlib.scrypt(b'p', salt=b's', n=2**20, r=8, p=1)):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
