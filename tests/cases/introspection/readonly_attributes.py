# Fields that can't be set are told apart from attributes that are computed.
def attempt(owner, name):
    try:
        setattr(owner, name, 1)
    except (AttributeError, TypeError) as error:
        print(type(error).__name__, error)


attempt(lambda: 0, '__closure__')
attempt(property(), 'fget')
attempt(slice(1), 'start')
attempt((lambda: 0).__code__, 'co_name')
attempt(1, 'real')
attempt(type, '__mro__')
attempt(super(int, 1), '__self__')
