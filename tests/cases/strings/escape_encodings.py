text = 'a\n\té€\U0001f600\\'
for encoding in 'unicode_escape', 'raw_unicode_escape':
    encoded = text.encode(encoding)
    print(encoded, encoded.decode(encoding) == text)
print(rb'\x41\u00e9\101\n\q\\'.decode('unicode-escape'), rb'\x41\u00e9\\u0041'.decode('raw-unicode-escape'))
for wrong in rb'\x4', rb'ab\u12', rb'\U00110000', b'\\':
    try:
        wrong.decode('unicode_escape')
    except UnicodeDecodeError as error:
        print(error)
print(rb'a\x4z'.decode('unicode_escape', 'replace'), rb'a\u12'.decode('unicode_escape', 'ignore'))
