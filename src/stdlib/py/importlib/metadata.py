"""What installed packages say of themselves, in folders `name-version.dist-info` on `sys.path`."""

import collections
import csv
import importlib
import os
import pathlib
import re
import sys

__all__ = ['Distribution', 'PackageMetadata', 'PackageNotFoundError', 'distribution', 'distributions', 'entry_points',
           'files', 'metadata', 'packages_distributions', 'requires', 'version']


class PackageNotFoundError(ModuleNotFoundError):
    """The package is not installed."""

    def __str__(self):
        return f'No package metadata was found for {self.name}'

    @property
    def name(self):
        """The package."""
        return self.args[0]


class EntryPoint(collections.namedtuple('EntryPoint', 'name value group')):
    """A name that stands for an object: `package.module:object`."""

    __slots__ = ()
    _pattern = re.compile(r'(?P<module>[\w.]+)\s*(:\s*(?P<attr>[\w.]+)\s*)?((?P<extras>\[.*\])\s*)?$')

    def load(self):
        """The object."""
        found = importlib.import_module(self.module)
        for name in filter(None, self.attr.split('.')):
            found = getattr(found, name)
        return found

    module = property(lambda self: self._pattern.match(self.value)['module'])
    attr = property(lambda self: self._pattern.match(self.value)['attr'] or '')
    extras = property(lambda self: re.findall(r'\w+', self._pattern.match(self.value)['extras'] or ''))

    def matches(self, **params):
        """Whether all that is asked for is so."""
        return all(getattr(self, key) == value for key, value in params.items())

    def __repr__(self):
        return f'EntryPoint(name={self.name!r}, value={self.value!r}, group={self.group!r})'


class EntryPoints(tuple):
    """Several of them; by a name one is found."""

    __slots__ = ()

    def __getitem__(self, name):
        for point in self.select(name=name):
            return point
        raise KeyError(name)

    def select(self, **params):
        """Those of which all that is asked for is so."""
        return EntryPoints(point for point in self if point.matches(**params))

    names = property(lambda self: {point.name for point in self})
    groups = property(lambda self: {point.group for point in self})


class PackagePath(pathlib.PurePosixPath):
    """A file of a package."""

    def locate(self):
        """Where it is."""
        return self.dist.locate_file(self)

    def read_text(self, encoding='utf-8'):
        return self.locate().read_text(encoding=encoding)

    def read_binary(self):
        return self.locate().read_bytes()


class PackageMetadata:
    """The headers of a package: names are found however they are written, None stands for what is missing."""

    def __init__(self, text):
        head, _, body = text.partition('\n\n')
        self._pairs = []
        for line in head.split('\n'):
            if line[:1] in (' ', '\t') and self._pairs:
                self._pairs[-1] = (self._pairs[-1][0], self._pairs[-1][1] + '\n' + line)
            elif ':' in line:
                key, _, value = line.partition(':')
                self._pairs.append((key, value.strip()))
        if body.strip():
            self._pairs.append(('Description', body))

    def get_all(self, name, failobj=None):
        """All values of a name."""
        return [value for key, value in self._pairs if key.lower() == name.lower()] or failobj

    def get(self, name, failobj=None):
        """The first value of a name."""
        return self.get_all(name, [failobj])[0]

    def __getitem__(self, name):
        return self.get(name)

    def __contains__(self, name):
        return self.get_all(name) is not None

    def __iter__(self):
        return iter(self.keys())

    def __len__(self):
        return len(self._pairs)

    def keys(self):
        return [key for key, _ in self._pairs]

    def items(self):
        return list(self._pairs)


class Distribution:
    """An installed package."""

    def __init__(self, path):
        self._path = pathlib.Path(path)

    @classmethod
    def from_name(cls, name):
        """The package of that name."""
        if not name:
            raise ValueError('A distribution name is required.')
        for found in distributions(name=name):
            return found
        raise PackageNotFoundError(name)

    @classmethod
    def discover(cls, **kwargs):
        """All that are installed, or those of a name."""
        return distributions(**kwargs)

    @staticmethod
    def at(path):
        """The package of a folder."""
        return PathDistribution(path)

    def read_text(self, filename):
        """The text of one of its files, or None."""
        try:
            return (self._path / filename).read_text(encoding='utf-8')
        except (FileNotFoundError, IsADirectoryError, KeyError, NotADirectoryError, PermissionError):
            return None

    def locate_file(self, path):
        """Where a file is."""
        return self._path.parent / path

    @property
    def metadata(self):
        """The headers."""
        return PackageMetadata(self.read_text('METADATA') or self.read_text('PKG-INFO') or '')

    name = property(lambda self: self.metadata['Name'])
    version = property(lambda self: self.metadata['Version'])

    @property
    def entry_points(self):
        """The objects that it offers."""
        found, group = [], None
        for line in (self.read_text('entry_points.txt') or '').split('\n'):
            line = line.strip()
            if line.startswith('[') and line.endswith(']'):
                group = line[1:-1]
            elif line and line[0] not in '#;' and group:
                name, _, value = line.partition('=')
                found.append(EntryPoint(name.strip(), value.strip(), group))
        return EntryPoints(found)

    @property
    def files(self):
        """Its files, or None if it does not say."""
        text = self.read_text('RECORD')
        if text is None:
            return None
        found = []
        for name, digest, size in csv.reader(text.splitlines()):
            path = PackagePath(name)
            path.dist, path.size, path.hash = self, int(size) if size else None, digest or None
            found.append(path)
        return found

    @property
    def requires(self):
        """What it needs, or None."""
        return self.metadata.get_all('Requires-Dist')


class PathDistribution(Distribution):
    """A package in a folder."""


def _normal(name):
    return re.sub(r'[-_.]+', '-', name).lower().replace('-', '_')


def distributions(*, name=None, path=None):
    """All packages that are installed, or those of a name."""
    for folder in sys.path if path is None else path:
        try:
            entries = sorted(os.listdir(folder or '.'))
        except OSError:
            continue
        for entry in entries:
            base, ending = os.path.splitext(entry)
            if ending in ('.dist-info', '.egg-info'):
                if name is None or _normal(base.partition('-')[0]) == _normal(name):
                    yield PathDistribution(os.path.join(folder, entry))


def distribution(distribution_name):
    """The package of that name."""
    return Distribution.from_name(distribution_name)


def metadata(distribution_name):
    """The headers of a package."""
    return distribution(distribution_name).metadata


def version(distribution_name):
    """The version of a package."""
    return distribution(distribution_name).version


def entry_points(**params):
    """What all packages offer, or what of it is asked for."""
    found, seen = [], set()
    for package in distributions():
        if (name := _normal(package.name or '')) not in seen:
            seen.add(name)
            found.extend(package.entry_points)
    return EntryPoints(found).select(**params)


def files(distribution_name):
    """The files of a package."""
    return distribution(distribution_name).files


def requires(distribution_name):
    """What a package needs."""
    return distribution(distribution_name).requires


def packages_distributions():
    """Which packages a module can come from."""
    found = collections.defaultdict(list)
    for package in distributions():
        for name in (package.read_text('top_level.txt') or '').split() or {
                path.parts[0].removesuffix('.py') for path in package.files or () if path.suffix == '.py'}:
            found[name].append(package.metadata['Name'])
    return dict(found)
