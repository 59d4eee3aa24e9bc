# finditer looks for the next match when it is asked for it; the pattern may be used in between.
import re
p = re.compile(r'(\w)(\d)?')
found = []
for m in p.finditer('a1 b c2'):
    inner = [n.group() for n in p.finditer(m.group())]
    found.append((m.span(), m.groups(), inner, p.search('zz9').span(2)))
print(found)
it = p.finditer('x' * 1000000)
print(next(it).span(), next(it).span(), [m.group(2) for m in p.finditer('q7', 1)], list(p.finditer('')))
kept = [m for m in re.compile('(?P<key>k)(v)').finditer('kv' * 3)]
del p, it
print([m.groupdict() for m in kept], kept[0].re.groups, kept[1].re.sub('-', 'kvx'))
