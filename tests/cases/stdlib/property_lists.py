# plistlib: property lists as XML and in their binary form.
import datetime
import plistlib

value = {'text': 'a < b', 'numbers': [1, -2, 2.5, True], 'data': b'\x00\x01', 'none': {}, 'list': [],
         'when': datetime.datetime(2024, 5, 6, 7, 8, 9)}
text = plistlib.dumps(value)
print(text.decode())
binary = plistlib.dumps(value, fmt=plistlib.FMT_BINARY)
print(binary[:8], len(binary), plistlib.loads(binary) == plistlib.loads(text) == value)
print(plistlib.loads(plistlib.dumps(['ü', 'ü', 2 ** 40, plistlib.UID(3)], fmt=plistlib.FMT_BINARY)))
for bad in (b'nothing', b'<plist><dict><key>a</key></dict></plist>', b'<plist><dict><string/></dict></plist>'):
    try:
        plistlib.loads(bad)
    except Exception as error:
        print(type(error).__name__, error)
try:
    plistlib.dumps({1: 2})
except TypeError as error:
    print(error)
