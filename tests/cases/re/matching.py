# Searching, groups, flags, substitution, splitting.
import re
m = re.search(r'(\w+) (\w+)', 'hello brave new world')
print(m, m.group(), m.group(1, 2), m.groups(), m.span(), m.start(2), m.end(2), m[1], m.lastindex)
print(re.match('b', 'abc'), re.match('a', 'abc'), re.fullmatch('abc', 'abc'), re.fullmatch('ab', 'abc'))
print(re.findall(r'\d+', 'a1b22c333'), re.findall(r'(\w)(\d)', 'a1b2'), re.findall('x*', 'axb'), re.findall('', 'ab'))
print(re.sub(r'\d', '#', 'a1b2'), re.sub(r'(\w)(\d)', r'\2\1', 'a1b2'), re.sub('x*', '-', 'abxd'), re.subn('a', 'b', 'aaa', 2), re.sub(r'(?P<n>\d)', r'<\g<n>>', '1a2'))
print(re.sub(r'\w+', lambda m: m.group().title(), 'one two'), re.sub('a', r'\n\\', 'a'))
print(re.split(r'[,;]\s*', 'a, b;c'), re.split(r'(,)', 'a,b,c'), re.split(',', 'a,b,c', 1), re.split('x*', 'axbc'))
d = re.match(r'(?P<year>\d{4})-(?P<month>\d\d)', '2024-05')
print(d.groupdict(), d['year'], d.lastgroup, d.re.groupindex, d.expand(r'\g<month>/\1'))
print([m.span() for m in re.finditer('a', 'banana')], re.compile('a').search('banana', 2).span(), re.compile('^n').search('banana', 2))
print(re.findall('^a', 'a\na', re.M), re.search('a.b', 'a\nb'), re.search('a.b', 'a\nb', re.S).span(), re.findall('(?i)AB', 'ab Ab'), re.search('a$', 'a\n').span(), re.search(r'a\Z', 'a\n'))
print(re.compile('''
  (\d+)  # number
  \s*    # space
  ([a-z]+)''', re.X).match('12 ab').groups())
print(re.search(r'(?<=\$)\d+', 'cost $45').group(), re.search(r'\d+(?!px)', '12px 34em').group(), re.search(r'(a)|(b)', 'b').groups(), re.match(r'(.)\1', 'aa').group(), re.match(r'(<)?a(?(1)>|$)', '<a>').group())
print(re.escape('a.b*c'), re.compile('a+?').findall('aaa'), re.compile('a{2}').findall('aaaaa'), re.findall('a{,2}', 'aaa'), re.findall('x{a}', 'x{a}'))
print(re.compile('a', re.I), repr(re.compile('a', re.I | re.M)), re.compile(b'a'), re.I, re.compile('a').flags, re.compile('(a)(b)').groups, re.I | re.M)
print(re.findall(b'\\d+', b'a12b'), re.sub(b'a', b'x', b'banana'), re.match(b'(.)', b'\xff').group(1))
print(re.findall(r'\w+', 'naïve café'), re.findall(r'\w+', 'naïve', re.A), re.findall('[^\W\d_]+', 'ab1_c'), re.findall(r'[\]\-a]', ']-ab'), re.findall('[a-c-]', 'b-d'))
print(re.search('é', 'caféé').span(), re.findall('(?s:.)\n', 'a\n'), re.search(r'\bfoo\b', 'a foo b').span(), re.match('(?:ab)+', 'ababa').group())
for bad in ['(', ')', '*a', 'a**', '[a', 'a{3,1}', '\\', '(?P<a>x)(?P<a>y)', r'\1', '(?P=x)', '(?Px)', r'\q', '[b-a]', '(?z)', '(?P<1>a)']:
    try:
        re.compile(bad)
        print('fine', bad)
    except re.error as error:
        print(error, error.pos)
try:
    m.group(5)
except IndexError as error:
    print(error)
try:
    re.search('a', b'a')
except TypeError as error:
    print(error)
