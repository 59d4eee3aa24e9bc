# Encodings of one byte and of more, the registry of codecs, files through them.
import codecs
print(codecs.encode('Hello','rot13'), codecs.decode('uryyb','rot_13'), codecs.encode(b'ab','hex'), codecs.decode(b'6162','hex'), codecs.lookup('utf8').name, codecs.lookup('latin-1').name, codecs.lookup('UTF-16').name, codecs.BOM_UTF8)
d=codecs.getincrementaldecoder('utf-8')(); print([d.decode(bytes([b])) for b in 'é€x'.encode()])
for enc in 'cp1252 cp437 utf-16 utf-32 utf-8-sig utf-16-le cp1251 koi8-r iso8859-15 mac-roman'.split():
    for t in ['abc','é','€','ж','日']:
        try: b=t.encode(enc); print(enc,t,b,b.decode(enc))
        except UnicodeError as e: print(enc,t,e)
print('日é'.encode('cp1252','replace'),'日'.encode('cp437','xmlcharrefreplace'))
try: b'\x81'.decode('cp1252')
except UnicodeError as e: print(e, e.encoding)
try: codecs.lookup('nope')
except LookupError as e: print(e)
