# Places count characters, also where those are several bytes; in long text, too.
import re
text = 'naïve café — ' * 40 + 'end'
m = re.search(r'(\w+)$', text)
print(m, m.start(), m.span(1), text[m.start():] == m.group(), re.search('—', text).span(), re.compile('é').search(text, 20).span())
spans = [m.span() for m in re.finditer(r'\w+', text)]
print(len(spans), spans[:4], spans[-1], [text[a:b] for a, b in spans[-3:]], len(re.split('é', text)), re.findall('[à-ï]', text)[:3])
print(re.match('(é)?', 'x').regs, re.search('x*', 'éx').span(), [m.span() for m in re.finditer('x*', 'éxé')], re.sub('', '-', 'éa'))
print(re.fullmatch(r'(?i)straße', 'STRAßE'), re.match('(?i)É', 'é'), re.match('(?i)k', '\u212a'), re.match('(?i)\u212a', 'k'))
long = 'ä,b ' * 2000
at = 0
for m in re.finditer('b', long):
    at += m.end()
print(at, len(re.sub('ä', 'ae', long)), len(re.findall(r'(\w),(\w)', long)), re.compile('b').match(long, 7998).span())
