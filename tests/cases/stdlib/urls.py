# URLs taken apart, joined, quoted.
import urllib.parse as up

it = up.urlparse('http://user:pw@host.com:80/p/a;x?q=1&r=2#f')
print(it, it.hostname, it.port, it.username, it.geturl())
print(up.urlsplit('//h/p'), up.urlunsplit(('http', 'h', '/p', 'q', '')), up.urldefrag('http://a#b'))
for link in ('../e', '?x', '/root', 'http://other', '', '#f', './x/../y'):
    print(up.urljoin('http://a/b/c/d', link))
print(up.quote('a b/ü&'), up.quote_plus('a b&c'), up.unquote('a%20b%C3%BC%zz'))
print(up.urlencode({'a': 1, 'b': 'x y'}), up.urlencode({'a': [1, 2]}, doseq=True))
print(up.parse_qs('a=1&a=2&b='), up.parse_qsl('a=1&b=x+y'))
