# http.cookies: headers of cookies, read and written.
from http.cookies import CookieError, Morsel, SimpleCookie

jar = SimpleCookie()
jar['name'] = 'plain'
jar['other'] = 'has "quotes"; and more'
jar['name']['path'] = '/'
jar['name']['max-age'] = 10
jar['name']['secure'] = True
print(jar.output(sep='\n'))
print(repr(jar), jar['other'].value)
read = SimpleCookie('a=1; Path=/x; b="two\\054 three"; Secure; c=z')
for key in sorted(read):
    print(key, repr(read[key].value), read[key]['path'], read[key]['secure'])
print(jar.output(attrs=['path'], header='Cookie:', sep=' | '))
for act in (lambda: jar['name'].__setitem__('nosuch', 1), lambda: jar.__setitem__('bad key', 1),
            lambda: Morsel().set('path', 'x', 'x')):
    try:
        act()
    except CookieError as error:
        print(error)
print(SimpleCookie('broken = = ; x'))
