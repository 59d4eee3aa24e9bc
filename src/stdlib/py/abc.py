"""Abstract base classes: classes that say what others must be able to do."""

def abstractmethod(funcobj):
    """Mark a method that subclasses have to define before they can be instantiated."""
    funcobj.__isabstractmethod__ = True
    return funcobj


class abstractclassmethod(classmethod):
    """A class method that is abstract; deprecated."""

    __isabstractmethod__ = True

    def __init__(self, callable):
        callable.__isabstractmethod__ = True
        super().__init__(callable)


class abstractstaticmethod(staticmethod):
    """A static method that is abstract; deprecated."""

    __isabstractmethod__ = True

    def __init__(self, callable):
        callable.__isabstractmethod__ = True
        super().__init__(callable)


class abstractproperty(property):
    """A property that is abstract; deprecated."""

    __isabstractmethod__ = True


# Grows with every register(): what was found not to be a subclass may be one now.
_registrations = 0


def get_cache_token():
    """A number that changes with every call of register()."""
    return _registrations


class ABCMeta(type):
    """Metaclass of the abstract base classes."""

    def __new__(mcls, name, bases, namespace, /, **kwargs):
        cls = super().__new__(mcls, name, bases, namespace, **kwargs)
        _find_abstract_methods(cls, namespace)
        cls._abc_registry = set()
        cls._abc_yes = set()
        cls._abc_no = set()
        cls._abc_no_since = _registrations
        return cls

    def register(cls, subclass):
        """Make `subclass` a virtual subclass of this class."""
        global _registrations
        if not isinstance(subclass, type):
            raise TypeError('Can only register classes')
        if issubclass(subclass, cls):
            return subclass
        if issubclass(cls, subclass):
            raise RuntimeError('Refusing to create an inheritance cycle')
        cls._abc_registry.add(subclass)
        flags = getattr(cls, '__abc_tpflags__', 0)
        if flags and subclass.__flags__ & 1 << 9:
            subclass.__abc_tpflags__ = flags  # what `match` goes by
        _registrations += 1
        return subclass

    def __instancecheck__(cls, instance):
        """Override for isinstance(instance, cls)."""
        subclass = instance.__class__
        if subclass in cls._abc_yes:
            return True
        kind = type(instance)
        if kind is subclass:
            return cls.__subclasscheck__(subclass)
        return cls.__subclasscheck__(subclass) or cls.__subclasscheck__(kind)

    def __subclasscheck__(cls, subclass):
        """Override for issubclass(subclass, cls)."""
        if not isinstance(subclass, type):
            raise TypeError('issubclass() arg 1 must be a class')
        if subclass in cls._abc_yes:
            return True
        if cls._abc_no_since != _registrations:
            cls._abc_no.clear()
            cls._abc_no_since = _registrations
        elif subclass in cls._abc_no:
            return False
        found = _is_subclass(cls, subclass)
        (cls._abc_yes if found else cls._abc_no).add(subclass)
        return found

    def _dump_registry(cls, file=None):
        print(f'Class: {cls.__module__}.{cls.__qualname__}', file=file)
        print(f'_abc_registry: {cls._abc_registry!r}', file=file)


def _find_abstract_methods(cls, namespace):
    abstract = {
        name for name, value in namespace.items()
        if getattr(value, '__isabstractmethod__', False)
    }
    for base in cls.__bases__:
        for name in getattr(base, '__abstractmethods__', ()):
            if getattr(getattr(cls, name, None), '__isabstractmethod__', False):
                abstract.add(name)
    cls.__abstractmethods__ = frozenset(abstract)


def _is_subclass(cls, subclass):
    verdict = cls.__subclasshook__(subclass)
    if verdict is not NotImplemented:
        return bool(verdict)
    if cls in getattr(subclass, '__mro__', ()):
        return True
    for registered in cls._abc_registry:
        if issubclass(subclass, registered):
            return True
    for derived in cls.__subclasses__():
        if issubclass(subclass, derived):
            return True
    return False


def update_abstractmethods(cls):
    """Find out again which methods of a class are abstract."""
    if not hasattr(cls, '__abstractmethods__'):
        return cls
    abstract = set()
    for base in cls.__bases__:
        for name in getattr(base, '__abstractmethods__', ()):
            if getattr(getattr(cls, name, None), '__isabstractmethod__', False):
                abstract.add(name)
    for name, value in cls.__dict__.items():
        if getattr(value, '__isabstractmethod__', False):
            abstract.add(name)
    cls.__abstractmethods__ = frozenset(abstract)
    return cls


class ABC(metaclass=ABCMeta):
    """Helper class that provides a standard way to create an ABC using inheritance."""

    __slots__ = ()
