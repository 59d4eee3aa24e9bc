# What may stand in place of a match: text, a template, what a function returns.
import re
print(re.sub(r'(\w)(\w)?', r'[\2\1]', 'abc d'), re.sub('b', r'\n\t\\', 'abc'), re.sub('(?P<x>b)', r'\g<x>\g<0>\g<1>0', 'abc'))
print(re.sub('b', '', 'abcb', count=1), re.subn('b', '-', 'abcb', 5), re.sub('b', 'x', 'abcb', -1), re.subn('z', 'x', 'abc'))
print(re.sub('b', lambda m: m.group().upper(), 'abcb'), re.sub('b', lambda m: None, 'abc'), re.sub('[ab]', {'a': '1', 'b': '2'}.get, 'cc') if 0 else '')
print(re.sub('.', lambda m: re.sub('.', lambda n: n.group() + m.group(), 'xy'), 'ab'), re.sub('(é)|x', r'<\1>', 'éxé'))
class Text(str):
    pass
whole = Text('abc')
print(type(re.sub('z', '', whole)), type(re.split('z', whole)[0]), type(re.match('abc', whole).group()), re.sub('b', Text('-'), whole))
text = 'abc'
print(re.sub('z', '', text) is text, re.match('.*', text).group() is text, re.split('z', text)[0] is text)
p = re.compile('(a)(?P<n>b)?')
print(p.sub(repl=r'\g<n>.', string='aab', count=1), p.split(string='xabya', maxsplit=1), p.split('xaba', -1), p.findall('aba', pos=1))
for template in ['\\', r'\3', r'\g<', r'\g<zz>', r'\g<1', r'\q', r'\400', 5]:
    try:
        print(p.sub(template, 'ab'))
    except Exception as error:
        print(type(error).__name__, error)
