import base64
import io

text = b'glass\0\0\0\0 snakes    '
for encode, decode in (base64.b85encode, base64.b85decode), (base64.a85encode, base64.a85decode), \
        (base64.b32hexencode, base64.b32hexdecode):
    encoded = encode(text)
    print(encoded, decode(encoded) == text, decode(encode(b'')), encode(memoryview(b'ab')))
print(base64.a85encode(text, foldspaces=True, wrapcol=9, adobe=True))
print(base64.a85decode(b'<~ARTY*~>', adobe=True))
for attempt in lambda: base64.b85decode('~~~~~'), lambda: base64.b85decode('a"'), lambda: base64.a85decode('z!z'), \
        lambda: base64.b64decode(5), lambda: base64.a85decode(b'abc', adobe=True):
    try:
        print(attempt())
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
target = io.BytesIO()
base64.encode(io.BytesIO(b'x' * 60), target)
print(target.getvalue())
