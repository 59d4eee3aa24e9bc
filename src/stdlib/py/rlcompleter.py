"""What a prompt can offer for a word that is begun: names, keywords, attributes."""

import builtins
import inspect
import keyword
import re

__all__ = ['Completer']


class Completer:
    """Completes words with the names of a namespace, by default `__main__`'s."""

    def __init__(self, namespace=None):
        if namespace and not isinstance(namespace, dict):
            raise TypeError('namespace must be a dictionary')
        self.use_main_ns = int(namespace is None)
        if namespace is not None:
            self.namespace = namespace

    def complete(self, text, state):
        """The possibility number `state`, or None."""
        if self.use_main_ns:
            import __main__
            self.namespace = __main__.__dict__
        if not text.strip():
            return '\t' if state == 0 else None
        if state == 0:
            self.matches = self.attr_matches(text) if '.' in text else self.global_matches(text)
        try:
            return self.matches[state]
        except IndexError:
            return None

    def _callable_postfix(self, value, word):
        """A parenthesis behind what can be called, closed if it takes nothing."""
        if callable(value):
            word += '('
            try:
                if not inspect.signature(value).parameters:
                    word += ')'
            except ValueError:
                pass
        return word

    def global_matches(self, text):
        """Keywords, names of the namespace, built-in names."""
        matches, seen = [], {'__builtins__'}
        for word in keyword.kwlist + keyword.softkwlist:
            if word.startswith(text):
                seen.add(word)
                if word in ('finally', 'try'):
                    word += ':'
                elif word not in ('False', 'None', 'True', 'break', 'continue', 'pass', 'else', '_'):
                    word += ' '
                elif word == 'else':
                    word += ':'
                matches.append(word)
        for names in self.namespace, builtins.__dict__:
            for word, value in names.items():
                if word.startswith(text) and word not in seen:
                    seen.add(word)
                    matches.append(self._callable_postfix(value, word))
        return matches

    def attr_matches(self, text):
        """Attributes of what stands before the last dot."""
        found = re.match(r'(\w+(\.\w+)*)\.(\w*)', text)
        if not found:
            return []
        expression, begun = found.group(1, 3)
        try:
            thing = eval(expression, self.namespace)
        except Exception:
            return []
        words = set(dir(thing))
        words.discard('__builtins__')
        if hasattr(thing, '__class__'):
            words.add('__class__')
            words.update(get_class_members(thing.__class__))
        matches = []
        # Private names are offered only to who has begun them.
        hidden = {'': '_', '_': '__'}.get(begun)
        while True:
            for word in words:
                if word[:len(begun)] == begun and not (hidden and word[:len(begun) + 1] == hidden):
                    match = f'{expression}.{word}'
                    if isinstance(getattr(type(thing), word, None), property):
                        matches.append(match)
                        continue
                    value = getattr(thing, word, None)
                    matches.append(match if value is None else self._callable_postfix(value, match))
            if matches or not hidden:
                break
            hidden = '__' if hidden == '_' else None
        matches.sort()
        return matches


def get_class_members(klass):
    """The attributes of a class and of its bases."""
    found = dir(klass)
    for base in getattr(klass, '__bases__', ()):
        found = found + get_class_members(base)
    return found
