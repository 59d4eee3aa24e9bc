# isinstance believes what an object says of its class, and so does super.
class Proxy:
    def __init__(self, target):
        self.target = target

    @property
    def __class__(self):
        return type(self.target)


p = Proxy(3)
print(isinstance(p, int), isinstance(p, str), isinstance(p, Proxy), type(p).__name__)


class A:
    def f(self):
        return 'A.f'


class B(A):
    pass


print(super(B, Proxy(B())).f(), issubclass(bool, int))
