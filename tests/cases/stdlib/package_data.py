# importlib.resources and importlib.metadata: files of packages, and what installed ones say of themselves.
import os
import sys
import tempfile
from importlib import metadata, resources

with tempfile.TemporaryDirectory() as folder:
    sys.path.insert(0, folder)
    os.mkdir(os.path.join(folder, 'somepack'))
    os.mkdir(os.path.join(folder, 'some_pack-1.5.dist-info'))
    for name, text in (('somepack/__init__.py', 'value = 7\n'), ('somepack/data.txt', 'résumé'),
                       ('some_pack-1.5.dist-info/METADATA', 'Metadata-Version: 2.1\nName: some-pack\nVersion: 1.5\n'
                        'Requires-Dist: other\n\nLong text.\n'),
                       ('some_pack-1.5.dist-info/entry_points.txt', '[things]\nit = somepack:value\n'),
                       ('some_pack-1.5.dist-info/RECORD', 'somepack/data.txt,,8\n')):
        with open(os.path.join(folder, name), 'w', encoding='utf-8') as file:
            file.write(text)
    print((resources.files('somepack') / 'data.txt').read_text(encoding='utf-8'))
    print(resources.read_binary('somepack', 'data.txt'), resources.is_resource('somepack', 'no'))
    with resources.as_file(resources.files('somepack').joinpath('data.txt')) as path:
        print(path.name, path.exists())
    print(metadata.version('some.pack'), metadata.metadata('Some-Pack')['name'], metadata.requires('some_pack'))
    point, = metadata.entry_points(group='things')
    print(point, point.load(), [str(file) for file in metadata.files('some-pack')])
    try:
        metadata.version('no-such-package')
    except metadata.PackageNotFoundError as error:
        print(error)
