# Patterns of bytes match bytes-like objects; what is not ASCII is no letter, and no edge of a word.
import array, re
p = re.compile(rb'(\w+)(\W*)')
for data in [b'one two', bytearray(b'one two'), memoryview(b'one two'), array.array('B', b'one two'), b'caf\xe9 x\xff', bytearray(b'\xe9\xff')]:
    m = p.search(data)
    print(m, m and (m.group(1), m[2], m.regs, type(m.group())), p.findall(data), p.split(data), p.sub(rb'<\1>', data), p.subn(b'-', data, 1))
m = re.search(b'\xff(.)', b'a\xe9\xffb')
print(m.span(), m.span(1), m.string, re.match(b'a', b'a').group(), re.sub(b'x', lambda m: m.group() * 2, b'\xe9x'))
print(re.findall(rb'\b.', b'a\xe9b c'), re.findall(r'\b\w', 'aéb c', re.A), re.findall(r'\B.', 'aéb', re.A), re.findall(r'\b.', 'aéb c'))
data = bytearray(b'abc')
m = re.search(b'c', data)
data[2:] = b''
print(m.group(), re.compile(b'(?P<n>a)').groupindex['n'])
for wrong in [lambda: re.sub(b'a', 'x', b'a'), lambda: re.sub('a', b'x', 'ba'), lambda: re.sub('a', lambda m: 5, 'bab'), lambda: re.sub(b'a', lambda m: 'x', b'a')]:
    try:
        print(wrong())
    except TypeError as error:
        print(error)
