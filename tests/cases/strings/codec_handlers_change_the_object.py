# An error handler may put other bytes into the exception: decoding goes on in those.
import codecs


def longer(error):
    error.object = b'\x00' * 8
    return '?', error.start


def shorter(error):
    error.object = b'ab'
    return '!', 1


def emptied(error):
    error.object = b''
    return '#', 0


def wrong(error):
    error.object = 'text'
    return '', 0


def beyond(error):
    error.object = b'abc'
    return '', 4


for handler in (longer, shorter, emptied, wrong, beyond):
    codecs.register_error('test.' + handler.__name__, handler)

for handler in ('longer', 'shorter', 'emptied', 'wrong', 'beyond'):
    for encoding, data in (('utf-8', b'\xff'), ('ascii', b'x\x80y'), ('utf-16', b'\x00'), ('utf-32', b'\x00'),
                           ('utf-16-be', b'\xd8\x00'), ('cp1252', b'a\x81'), ('unicode-escape', b'\\x')):
        if handler == 'shorter' and encoding.startswith(('utf-16', 'utf-32')):
            continue  # what it gives is wrong again, for ever
        try:
            print(handler, encoding, ascii(data.decode(encoding, 'test.' + handler)))
        except Exception as error:
            print(handler, encoding, type(error).__name__, error)
