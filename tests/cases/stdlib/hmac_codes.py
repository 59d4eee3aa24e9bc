# Codes of messages with a key.
import hmac, hashlib
h = hmac.new(b'key', b'msg', hashlib.sha256); print(h.hexdigest(), h.name, h.digest_size, h.block_size); h.update(b'more'); print(h.digest().hex())
print(hmac.new(b'key', digestmod='md5').hexdigest(), hmac.digest(b'k', b'm', 'sha1').hex())
print(hmac.compare_digest('abc', 'abc'), hmac.compare_digest(b'a', b'b'))
for f in (lambda: hmac.new(b'key', b'm'), lambda: hmac.new('key', b'm', 'md5'), lambda: hmac.compare_digest('a', b'a'), lambda: hmac.compare_digest('é', 'é'), lambda: hmac.new(b'k', 'm', 'md5'), lambda: hmac.new(b'k', b'm', 'nope')):
    try: f(); print('none')
    except Exception as e: print(type(e).__name__, e)
k = h.copy(); k.update(b'!'); print(k.hexdigest() != h.hexdigest(), repr(h)[:12])
print(hmac.new(b'k' * 200, b'm', 'sha512').hexdigest())
