# __doc__ of a class may be computed.
class Doc:
    def __get__(self, instance, owner=None):
        return f'{instance is None} {owner.__name__}'


class C:
    __doc__ = Doc()


print(C.__doc__, C().__doc__)
print(property.__doc__.splitlines()[0])
