# Files and folders by way of path objects.
import tempfile
from pathlib import Path

with tempfile.TemporaryDirectory() as folder:
    root = Path(folder)
    (root / 'x' / 'y').mkdir(parents=True)
    (root / 'x' / 'f.txt').write_text('hello\n')
    (root / 'g.py').write_bytes(b'1')
    print((root / 'x/f.txt').read_text(), (root / 'g.py').exists(), (root / 'x').is_dir(), (root / 'no').is_file())
    print(sorted(path.name for path in root.iterdir()))
    print(sorted(str(path.relative_to(root)) for path in root.rglob('*')))
    print(sorted(str(path.relative_to(root)) for path in root.glob('*/*.txt')))
    for wrong in ((root / 'x').mkdir, (root / 'no').read_text, (root / 'no').unlink, (root / 'x').rmdir):
        try:
            wrong()
        except OSError as error:
            print(type(error).__name__, error.strerror)
    (root / 'g.py').rename(root / 'h.py')
    print((root / 'h.py').stat().st_size, Path('a/../b').resolve() == Path.cwd() / 'b')
print(root.exists())
