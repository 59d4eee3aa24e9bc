# Source and documentation of live objects.
import inspect


class Base:
    def method(self):
        """Documented
            in the base."""
        # A comment.
        return [1,
                2]

    @property
    def p(self):
        "prop"


class Derived(Base):
    def method(self):
        pass


print(inspect.getsource(Base.method))
print(inspect.getsource(Derived))
print(inspect.getsourcelines(Derived)[1], inspect.getdoc(Derived.method), inspect.getdoc(Base.p))
print(inspect.cleandoc('  a\n    b\n      c\n'))
print([name for name, _ in inspect.getmembers(Derived) if not name.startswith('__')], inspect.getmro(Derived))
print(inspect.getattr_static(Base(), 'p') is Base.__dict__['p'], inspect.getmodule(Base).__name__)
