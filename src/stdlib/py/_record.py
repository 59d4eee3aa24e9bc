"""Tuples whose items have names, and which may know more than they show as items: what `os`
answers with.
"""


def _name(place):
    return property(lambda self: tuple.__getitem__(self, place))


def _more(place):
    return property(lambda self: self.__dict__['_more'][place])


def record(name, doc, shown, hidden=(), unnamed=0):
    """A class of such tuples: the names of its items, and of what stands behind them."""
    least, most = len(shown), len(shown) + len(hidden)
    wanted = f'a {least}' if least == most else f'an at least {least}'
    named = shown[:least - unnamed]

    def new(cls, sequence, dict={}, /):
        try:
            items = tuple(sequence)
        except TypeError:
            raise TypeError('constructor requires a sequence') from None
        if len(items) < least or len(items) > most:
            bound = wanted if len(items) < least or least == most else f'an at most {most}'
            raise TypeError(f'{name}() takes {bound}-sequence ({len(items)}-sequence given)')
        self = tuple.__new__(cls, items[:least])
        more = items[least:] + tuple(dict.get(key) for key in hidden[len(items) - least:])
        # What has no name among the items is behind them, and as good.
        spare = items[least - unnamed:least]
        self.__dict__['_more'] = tuple(
            spare[place] if value is None and place < unnamed else value
            for place, value in enumerate(more))
        return self

    def set_attribute(self, key, value):
        if key in shown or key in hidden:
            raise AttributeError('readonly attribute')
        raise AttributeError(f'{name!r} object has no attribute {key!r}')

    def show(self):
        items = ', '.join(f'{key}={value!r}' for key, value in zip(shown, self))
        return f'{name}({items})'

    def reduce(self):
        return type(self), (tuple(self), dict(zip(hidden, self.__dict__['_more'])))

    module, _, short = name.rpartition('.')
    space = {
        '__new__': new, '__setattr__': set_attribute, '__repr__': show, '__reduce__': reduce,
        '__module__': module, '__doc__': doc, '__match_args__': tuple(named),
        'n_fields': most, 'n_sequence_fields': least, 'n_unnamed_fields': unnamed,
    }
    space.update((key, _name(place)) for place, key in enumerate(named))
    space.update((key, _more(place)) for place, key in enumerate(hidden))
    return type(short, (tuple,), space)
