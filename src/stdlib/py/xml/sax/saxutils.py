"""Text as it stands in XML: `&`, `<` and `>` are replaced by what they are written as, and back."""

__all__ = ['escape', 'unescape', 'quoteattr']


def _replaced(data, entities):
    for key, value in entities.items():
        data = data.replace(key, value)
    return data


def escape(data, entities={}):
    """Replaces &, < and >, and what else is given."""
    data = data.replace('&', '&amp;').replace('>', '&gt;').replace('<', '&lt;')
    return _replaced(data, entities)


def unescape(data, entities={}):
    """The way back."""
    data = data.replace('&lt;', '<').replace('&gt;', '>')
    return _replaced(data, entities).replace('&amp;', '&')


def quoteattr(data, entities={}):
    """An attribute's value with its quotes."""
    data = escape(data, {**entities, '\n': '&#10;', '\r': '&#13;', '\t': '&#9;'})
    if '"' not in data:
        return f'"{data}"'
    if "'" not in data:
        return f"'{data}'"
    return '"' + data.replace('"', '&quot;') + '"'
