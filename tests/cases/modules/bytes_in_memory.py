import io

stream = io.BytesIO(b'one\ntwo')
print(stream.read(2), stream.readline(), stream.tell(), stream.read(), stream.read(5))
with stream.getbuffer() as view:
    view[0:3] = b'ONE'
    try:
        stream.write(b'more')
    except BufferError as error:
        print(error)
print(stream.getvalue(), stream.seek(-3, 2), stream.truncate(), stream.getvalue())
buffer = bytearray(3)
stream.seek(0)
print(stream.readinto(buffer), buffer, stream.readinto(memoryview(buffer)[1:]), buffer)
for attempt in lambda: io.BytesIO('x'), lambda: stream.write('x'), lambda: stream.seek(-1), lambda: stream.read('x'), \
        lambda: stream.detach():
    try:
        attempt()
    except (TypeError, ValueError, OSError) as error:
        print(type(error).__name__, error)
