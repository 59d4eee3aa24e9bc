# property: getter, setter, deleter.
class Celsius:
    def __init__(self, t): self.t = t
    @property
    def fahrenheit(self):
        "in degrees"
        return self.t * 9 / 5 + 32
    @fahrenheit.setter
    def fahrenheit(self, f): self.t = (f - 32) * 5 / 9
    @fahrenheit.deleter
    def fahrenheit(self): print("deleted")
    @property
    def fixed(self): return 1
c = Celsius(100)
print(c.fahrenheit)
c.fahrenheit = 32
print(c.t)
del c.fahrenheit
try:
    c.fixed = 2
except AttributeError as error:
    print(error)
try:
    del c.fixed
except AttributeError as error:
    print(error)
print(Celsius.fahrenheit.__doc__)
