# __getattr__ is asked too when a property itself raises AttributeError.
class C:
    g = property()

    @property
    def h(self):
        raise AttributeError("inner")

    @property
    def k(self):
        return self.nothing

    @property
    def v(self):
        raise ValueError("other")

    def __getattr__(self, name):
        return lambda: ("attr", name)


c = C()
for act in (lambda: c.g(), lambda: c.h(), lambda: c.k(), lambda: getattr(c, "g")(), lambda: c.v, lambda: c.v()):
    try:
        print(act())
    except Exception as error:
        print(type(error).__name__, error)
