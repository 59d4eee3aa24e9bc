import io

for newline in None, '', '\n', '\r', '\r\n':
    stream = io.StringIO('a\nb\r\nc\rd', newline)
    print(repr(newline), list(stream), repr(stream.getvalue()), repr(stream.newlines))
    stream.write('\nz')
    print(repr(stream.getvalue()[-4:]))
for arguments in [('', 'x'), (5,), ('', b'\n')]:
    try:
        io.StringIO(*arguments)
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
