# Hooks of the class statement.
class Base:
    known = []
    def __init_subclass__(cls, /, tag=None, **kw):
        super().__init_subclass__(**kw)
        cls.known.append((cls.__name__, tag))
    def __class_getitem__(cls, item): return f"{cls.__name__}[{item}]"
class A(Base, tag="a"): pass
class B(A): pass
print(Base.known, A[int.__name__])
print(list[int], dict[str, int])
