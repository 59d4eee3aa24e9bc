# URLs of bytes; results as bytes and back.
import urllib.parse as u

print(
    u.urlsplit(b'http://u:p@h:80/p?q#f'),
    u.urlsplit(b'http://u:p@h:80/p').hostname,
    u.urlsplit(b'http://h:80').port,
    u.urlparse(b'a;b?c').geturl(),
    u.urljoin(b'http://a/b', b'c'),
    u.urldefrag(b'a#b'),
    u.parse_qs(b'a=1&b=2'),
    u.parse_qsl(b'a=1'),
    u.urlunsplit((b'http', b'h', b'/p', b'', b'')),
    u.urlunparse(('http', 'h', '/p', '', '', '')),
)
print(
    u.urlsplit('http://h/p').encode(),
    u.urlsplit(b'http://h/p').decode(),
    u.urljoin('http://a/b', 'c'),
    u.urlparse('http://h', 's'),
    u.parse_qs('a=1;b=2', separator=';'),
    u.urlparse(''),
    u.urlsplit(b''),
)
for f in [lambda: u.urljoin('a', b'b'), lambda: u.urljoin(b'a', 'b')]:
    try:
        print(f())
    except TypeError as e:
        print(e)
print(u.urlsplit(url='http://h/'))
