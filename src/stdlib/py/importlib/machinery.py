"""What finds and loads modules."""

import sys

from _imp import ModuleSpec

SOURCE_SUFFIXES = ['.py']
BYTECODE_SUFFIXES = ['.pyc']
EXTENSION_SUFFIXES = []


def all_suffixes():
    """Return a list of all recognized module suffixes for this process."""
    return SOURCE_SUFFIXES + BYTECODE_SUFFIXES + EXTENSION_SUFFIXES


class SourceFileLoader:
    """Loads a module from a `.py` file."""

    def __init__(self, fullname, path):
        self.name = fullname
        self.path = path

    def create_module(self, spec):
        """Return None: an ordinary module is made."""

    def get_filename(self, name=None):
        """Where the source is."""
        return self.path

    def get_data(self, path):
        """The bytes of a file."""
        with open(path, 'rb') as file:
            return file.read()

    def get_source(self, fullname=None):
        """The text of the source."""
        return self.get_data(self.path).decode('utf-8')

    def get_code(self, fullname=None):
        """The compiled source."""
        return compile(self.get_data(self.path), self.path, 'exec')

    def is_package(self, fullname=None):
        """Whether the source is a package's."""
        return self.path.rpartition('/')[2] == '__init__.py'

    def exec_module(self, module):
        """Run the code in a module."""
        exec(self.get_code(self.name), module.__dict__)

    def load_module(self, fullname=None):
        """Make, register and run the module."""
        from importlib.util import module_from_spec, spec_from_file_location
        spec = spec_from_file_location(self.name, self.path, loader=self)
        module = sys.modules[self.name] = module_from_spec(spec)
        self.exec_module(module)
        return module


class BuiltinImporter:
    """Loads what is part of the program."""

    @staticmethod
    def create_module(spec):
        """The module, imported."""
        return __import__(spec.name, fromlist=['*'])

    @staticmethod
    def exec_module(module):
        """It has run already."""


class NamespaceLoader:
    """Loads packages that are nothing but folders."""

    @staticmethod
    def create_module(spec):
        """Return None: an ordinary module is made."""

    @staticmethod
    def exec_module(module):
        """There is nothing to run."""
