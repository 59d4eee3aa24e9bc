from abc import ABC, abstractmethod


class Meta(type):
    def __new__(meta, name, bases, namespace, **keywords):
        print('new', name, keywords)
        return super().__new__(meta, name, bases, namespace)

    def __init__(cls, name, bases, namespace, **keywords):
        print('init', name, keywords)


class Base(metaclass=Meta, a=1):
    pass


made = type('Made', (Base,), {}, z=3)
print(type(made))


class Shape(ABC):
    @abstractmethod
    def area(self):
        pass


square = type('Square', (Shape,), {'area': lambda self: 4})
print(type(square), square().area())
