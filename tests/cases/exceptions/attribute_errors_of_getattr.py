# An AttributeError raised by __getattr__ or a property tells the name and the object, too.
class Asked:
    colour = 1

    def __getattr__(self, name):
        raise AttributeError(name)


class Computed:
    @property
    def size(self):
        raise AttributeError('inner')


for make in lambda: Asked().color, lambda: getattr(Asked(), 'x'), lambda: getattr(Computed(), 'size'):
    try:
        make()
    except AttributeError as error:
        print(repr(error), error.name, type(error.obj).__name__)
Asked().color
