# bz2 and lzma: data, files, streams that come in parts, and what is wrong with them.
import bz2
import io
import lzma

data = b'The quick brown fox. ' * 500
for module, error in (bz2, OSError), (lzma, lzma.LZMAError):
    packed = module.compress(data)
    print(module.__name__, len(packed) < 300, module.decompress(packed) == data, module.decompress(packed + packed) == data * 2)
    make = module.BZ2Decompressor if module is bz2 else module.LZMADecompressor
    stream = make()
    parts = [stream.decompress(packed[place:place + 7]) for place in range(0, len(packed), 7)]
    print(b''.join(parts) == data, stream.eof, stream.unused_data)
    stream = make()
    print(len(stream.decompress(packed + b'rest', 100)), stream.needs_input, len(stream.decompress(b'', 50)), stream.eof)
    while not stream.eof:
        stream.decompress(b'')
    print(stream.unused_data)
    file = io.BytesIO()
    with module.open(file, 'wt', encoding='utf-8') as text:
        text.write('one\ntwö\n')
    file.seek(0)
    with module.open(file, 'rt', encoding='utf-8') as text:
        print(list(text))
    with module.open(io.BytesIO(packed)) as binary:
        binary.seek(4)
        print(binary.read(5), binary.tell(), binary.peek()[:6], binary.readable(), binary.writable())
        binary.seek(-3, 2)
        print(binary.read(), binary.read())
    for bad in packed[:-8], b'nonsense' * 10:
        try:
            module.decompress(bad)
        except (error, ValueError) as problem:
            print(type(problem).__name__, problem)
print(lzma.decompress(lzma.compress(data, format=lzma.FORMAT_ALONE)) == data, lzma.is_check_supported(lzma.CHECK_SHA256))
try:
    bz2.BZ2Compressor(10)
except ValueError as problem:
    print(problem)
