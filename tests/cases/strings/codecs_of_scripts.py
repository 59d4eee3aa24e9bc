# Scripts register handlers of errors and encodings; str.encode and bytes.decode use them.
import codecs


def h(e):
    print(type(e).__name__, e.encoding, repr(e.object), e.start, e.end, e.reason)
    return ('<%d>' % (e.end - e.start), e.end)


codecs.register_error('mine', h)
print(
    'aéèb'.encode('ascii', 'mine'),
    b'a\xff\xfeb'.decode('utf8', 'mine'),
    b'a\xff'.decode('ascii', 'mine'),
    'é€'.encode('latin-1', 'mine'),
)
codecs.register_error('b', lambda e: (b'?!', e.end))
print('aéb'.encode('ascii', 'b'))
codecs.register_error('back', lambda e: ('x', e.start + 1))
print('éèa'.encode('ascii', 'back'))
for bad in [lambda e: 1, lambda e: ('x',), lambda e: ('x', 99), lambda e: (1, 1), lambda e: ('é', e.end)]:
    codecs.register_error('bad', bad)
    try:
        print('é'.encode('ascii', 'bad'))
    except Exception as e:
        print(type(e).__name__, e)
codecs.register_error('bad', lambda e: (b'x', e.end))
try:
    b'\xff'.decode('ascii', 'bad')
except TypeError as e:
    print(e)
try:
    'é'.encode('ascii', 'unknown')
except LookupError as e:
    print(e)
print('a'.encode('ascii', 'unknown'))


def search(n):
    if n == 'rev':
        return codecs.CodecInfo(
            lambda s, e='strict': (s[::-1].encode(), len(s)),
            lambda b, e='strict': (bytes(b).decode()[::-1], len(b)),
            name='rev',
        )


codecs.register(search)
print('abc'.encode('rev'), b'abc'.decode('rev'), codecs.lookup('rev').name, codecs.encode('xyz', 'rev'))
for n in ['rot13', 'nope']:
    try:
        'a'.encode(n)
    except LookupError as e:
        print(e)
print(
    '日本語'.encode('shift_jis'),
    '日本語'.encode('euc-jp'),
    b'\x93\xfa\x96{'.decode('shift_jis'),
    '한국'.encode('euc-kr'),
    '中文'.encode('gbk'),
    '中文'.encode('big5'),
    '中文'.encode('gb2312').decode('gb2312'),
    '日本'.encode('iso2022_jp'),
)
for f in [lambda: 'é€日'.encode('shift_jis'), lambda: b'\x93'.decode('shift_jis')]:
    try:
        print(f())
    except UnicodeError as e:
        print(e)
print(
    'a€日'.encode('shift_jis', 'replace'),
    b'a\x93'.decode('shift_jis', 'replace'),
    'é'.encode('ascii', 'namereplace'),
)
