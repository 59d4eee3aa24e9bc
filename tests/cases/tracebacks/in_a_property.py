# A property's function is a level.
class A:
    @property
    def x(self):
        return self._x
print(A().x)
