# Subclasses of property may read in their own way, and keep their own documentation.
class Loud(property):
    """Documentation of the class."""

    def __get__(self, instance, owner=None):
        return 'loud', instance is None


class C:
    @Loud
    def value(self):
        """Documentation of the getter."""


print(C.value, C().value, C.__dict__['value'].__doc__, Loud.__doc__)
