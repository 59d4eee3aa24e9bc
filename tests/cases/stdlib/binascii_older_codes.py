# uuencoding, quoted-printable, binhex's checksum.
import binascii as b
import io
import itertools
import quopri
import random


def attempt(f):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__, error)


for data in b'', b'a', b'abc', bytes(range(45)), bytes(46), b'\0\0\0', b'\xff' * 5:
    attempt(lambda: b.b2a_uu(data))
    attempt(lambda: b.b2a_uu(data, backtick=True))
    attempt(lambda: b.a2b_uu(b.b2a_uu(data)) == b.a2b_uu(b.b2a_uu(data, backtick=True)) == data)
for line in (b'', b'#', b'#86)C', b'#86)C  \n', b'#86)C xx', b'#86)C``\n', b'\x7f\x88\n', b'!\n', b'#\x1f', b'#86', '#86)C\r\n',
             'é', 3, b'$86)C0'):
    attempt(lambda: b.a2b_uu(line))
for text in (b'', b'=', b'=4', b'=41', b'=4g', b'==', b'=\n', b'=\r\nx', b'=\rabc\nx', b'a_b', b'=c3=A9', '=41', b'a=\n b', 'é', 5):
    attempt(lambda: b.a2b_qp(text))
    attempt(lambda: b.a2b_qp(text, header=True))

random.seed(5)
alphabet = b'ab .=\t\n\r_\x00\xff~\x7f!'
for _ in range(60):
    data = bytes(random.choice(alphabet) for _ in range(random.randrange(12)))
    print(data, *(b.b2a_qp(data, *flags) for flags in itertools.product([0, 1], repeat=3)))
    print(b.a2b_qp(data), b.a2b_qp(b.b2a_qp(data, istext=False)) == data)
sums = 0
for length in range(60, 90):
    for piece in b'a', b'=', b'. ', b'x\xe9':
        data = (piece * length)[:length] + b'\r\n' + piece * length + b'.\nb \n'
        for made in b.b2a_qp(data), b.b2a_qp(data.replace(b'\r', b'')), b.b2a_qp(data, True, False, True):
            sums = b.crc_hqx(made, sums)
print(sums, b.crc_hqx(b'123456789', 0), b.crc_hqx(b'123456789', 2 ** 70 + 3))
output = io.BytesIO()
quopri.encode(io.BytesIO('café = ok \n'.encode()), output, False)
print(output.getvalue(), quopri.decodestring(output.getvalue()).decode())
print(quopri.encodestring(b'a b\t', True), quopri.encodestring(b'a_ b', header=True), quopri.decodestring(b'a=20b_', True))
