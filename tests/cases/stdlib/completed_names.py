# rlcompleter: what a prompt offers for a word that is begun.
import rlcompleter


class Thing:
    size = 3

    @property
    def costly(self):
        raise AssertionError('properties are not asked')

    def method(self, x):
        pass


completer = rlcompleter.Completer({'thing': Thing(), 'thimble': 1, 'there': len})


def all_of(text):
    found = []
    while (word := completer.complete(text, len(found))) is not None:
        found.append(word)
    return found


for text in ('th', 'thing.', 'thing.m', 'whi', 'no_such', 'isinst'):
    print(repr(text), all_of(text))
