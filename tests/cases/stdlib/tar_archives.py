# tarfile: archives written in three formats and read again.
import io
import tarfile

for format in tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode='w', format=format) as tar:
        for name, data in ('a.txt', b'hello'), ('long/' * 25 + 'b', b'x' * 600):
            member = tarfile.TarInfo(name)
            member.size, member.mtime, member.uname = len(data), 1000000000, 'anna'
            tar.addfile(member, io.BytesIO(data))
        link = tarfile.TarInfo('link')
        link.type, link.linkname = tarfile.SYMTYPE, 'a.txt'
        tar.addfile(link)
    file.seek(0)
    print(len(file.getvalue()))
    with tarfile.open(fileobj=file) as tar:
        for member in tar:
            print(member.name[-20:], member.size, oct(member.mode), member.mtime, member.uname, member.isfile(), member.issym())
        print(tar.extractfile('a.txt').read(), tar.extractfile('link').read(), len(tar.extractfile(tar.getmembers()[1]).read()))
        try:
            tar.getmember('none')
        except KeyError as error:
            print(error)
for bad in (b'', b'not an archive' * 100):
    try:
        tarfile.open(fileobj=io.BytesIO(bad), mode='r:')
    except tarfile.ReadError as error:
        print(error)
try:
    tarfile.TarInfo('x' * 300).tobuf(tarfile.USTAR_FORMAT)
except ValueError as error:
    print(error)
