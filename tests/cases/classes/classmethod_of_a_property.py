# A class method hands on to a descriptor that it wraps.
class C:
    @classmethod
    @property
    def name(cls):
        return cls.__name__

    @classmethod
    def plain(cls):
        """The plain one."""

    @staticmethod
    def static():
        """The static one."""


print(C.name, C().name)
print(C.__dict__['plain'].__doc__, C.__dict__['static'].__doc__, C.__dict__['plain'].__wrapped__.__name__)
