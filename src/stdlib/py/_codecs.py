"""What `codecs` is made of: encodings by their names, and the handlers of errors."""

_searches = []
_handlers = {}
_known = {}


def encode(obj, encoding='utf-8', errors='strict'):
    """Encodes obj using the codec registered for encoding."""
    return lookup(encoding).encode(obj, errors)[0]


def decode(obj, encoding='utf-8', errors='strict'):
    """Decodes obj using the codec registered for encoding."""
    return lookup(encoding).decode(obj, errors)[0]


def register(search_function, /):
    """Register a function that finds codecs by their names."""
    if not callable(search_function):
        raise TypeError('argument must be callable')
    _searches.append(search_function)


def unregister(search_function, /):
    """Unregister such a function and clear what was found."""
    if search_function in _searches:
        _searches.remove(search_function)
        _known.clear()


def lookup(encoding, /):
    """Looks up a codec, and returns a CodecInfo object."""
    name = encoding.lower().replace(' ', '_')
    if name not in _known:
        import codecs
        for search in [codecs._search, *_searches]:
            found = search(name)
            if found is not None:
                break
        else:
            raise LookupError(f'unknown encoding: {encoding}')
        _known[name] = found
    return _known[name]


def _text_codec(encoding, doing):
    """The codec of an encoding between text and bytes that the interpreter does not know by itself."""
    import codecs
    name = encoding.lower().replace(' ', '_')
    for search in [codecs._multibyte, *_searches]:
        found = search(name)
        if found is not None:
            return found
    if codecs._search(name) is not None:
        raise LookupError(f'{encoding!r} is not a text encoding; use codecs.{doing}() to handle arbitrary codecs')
    raise LookupError(f'unknown encoding: {encoding}')


def register_error(name, handler, /):
    """Register an error handler under a name."""
    if not callable(handler):
        raise TypeError('handler must be callable')
    _handlers[name] = handler


def lookup_error(name, /):
    """Return the error handler of a name."""
    if name not in _handlers:
        import codecs
    if name not in _handlers:
        raise LookupError(f'unknown error handler name {name!r}')
    return _handlers[name]
