# tarfile: members that a filter refuses.
import io
import os
import tarfile
import tempfile

with tempfile.TemporaryDirectory() as folder:
    for name, kind, link in (('../up', tarfile.REGTYPE, ''), ('link', tarfile.SYMTYPE, '/etc/passwd'),
                             ('link', tarfile.SYMTYPE, '../../up'), ('pipe', tarfile.FIFOTYPE, '')):
        file = io.BytesIO()
        with tarfile.open(fileobj=file, mode='w') as tar:
            member = tarfile.TarInfo(name)
            member.type, member.linkname = kind, link
            tar.addfile(member)
        file.seek(0)
        try:
            tarfile.open(fileobj=file).extractall(os.path.join(folder, 'safe'), filter='data')
        except tarfile.FilterError as error:
            print(type(error).__name__, str(error).replace(folder, '.').replace(os.path.dirname(folder), '..'))
