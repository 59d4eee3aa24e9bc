"""The asserts of a test case, and what they say when they fail.

```text
  assertEqual([1, 2], [1, 3])      Lists differ: [1, 2] != [1, 3]
                                   First differing element 1: ...
                                   and a diff of both
```
"""

import difflib
import pprint
import re
from collections import Counter

__unittest = True

_LONGEST_REPR = 80


def safe_repr(obj, short=False):
    """The repr of an object, whatever its class does; cut off where it is to be short."""
    try:
        text = repr(obj)
    except Exception:
        text = object.__repr__(obj)
    if not short or len(text) < _LONGEST_REPR:
        return text
    return text[:_LONGEST_REPR] + ' [truncated]...'


def _shortened(text, before, after):
    left_out = len(text) - before - after
    return f'{text[:before]}[{left_out} chars]{text[len(text) - after:]}' if left_out > 12 else text


def _common_repr(*objects):
    """The reprs of two objects, shortened where they are long: around what differs."""
    texts = [safe_repr(one) for one in objects]
    longest = max(map(len, texts))
    if longest <= _LONGEST_REPR:
        return texts
    same = 0
    while all(same < len(text) and text[same] == texts[0][same] for text in texts):
        same += 1
    prefix = texts[0][:same]
    # Both ends of what is equal stay, 5 letters each or more, and a note of what is left out.
    room = _LONGEST_REPR - (longest - same + 5 + 12)
    if room > 5:
        prefix = _shortened(prefix, 5, room)
        return [prefix + text[same:] for text in texts]
    prefix = _shortened(prefix, 5, 5)
    return [prefix + _shortened(text[same:], 41, 5) for text in texts]


class Asserts:
    """The part of a test case that compares."""

    failureException = AssertionError
    longMessage = True
    maxDiff = 80 * 8

    def _formatMessage(self, msg, standardMsg):
        if not self.longMessage:
            return msg or standardMsg
        return standardMsg if msg is None else f'{standardMsg} : {msg}'

    def _check(self, holds, msg, standard):
        if not holds:
            raise self.failureException(self._formatMessage(msg, standard))

    def _truncateMessage(self, message, diff):
        if self.maxDiff is None or len(diff) <= self.maxDiff:
            return message + diff
        return message + f'\nDiff is {len(diff)} characters long. Set self.maxDiff to None to see it.'

    def fail(self, msg=None):
        """Fail immediately, with the given message."""
        raise self.failureException(msg)

    def assertTrue(self, expr, msg=None):
        self._check(expr, msg, f'{safe_repr(expr)} is not true')

    def assertFalse(self, expr, msg=None):
        self._check(not expr, msg, f'{safe_repr(expr)} is not false')

    # --- equality ---

    def addTypeEqualityFunc(self, typeobj, function):
        """Objects of exactly this class are compared by a function."""
        self._type_equality_funcs = {**getattr(self, '_type_equality_funcs', {}), typeobj: function}

    def _comparer(self, first, second):
        if type(first) is not type(second):
            return None
        function = getattr(self, '_type_equality_funcs', {}).get(type(first)) or {
            dict: 'assertDictEqual', list: 'assertListEqual', tuple: 'assertTupleEqual', set: 'assertSetEqual',
            frozenset: 'assertSetEqual', str: 'assertMultiLineEqual',
        }.get(type(first))
        return getattr(self, function) if isinstance(function, str) else function

    def assertEqual(self, first, second, msg=None):
        comparer = self._comparer(first, second)
        if comparer is not None:
            comparer(first, second, msg=msg)
        elif not first == second:
            raise self.failureException(self._formatMessage(msg, '{} != {}'.format(*_common_repr(first, second))))

    def assertNotEqual(self, first, second, msg=None):
        self._check(first != second, msg, f'{safe_repr(first)} == {safe_repr(second)}')

    def assertSequenceEqual(self, seq1, seq2, msg=None, seq_type=None):
        kind = 'sequence' if seq_type is None else seq_type.__name__
        if seq_type is not None:
            for place, seq in ('First', seq1), ('Second', seq2):
                if not isinstance(seq, seq_type):
                    raise self.failureException(f'{place} sequence is not a {kind}: {safe_repr(seq)}')
        title = kind.capitalize() + 's differ: {} != {}\n'.format(*_common_repr(seq1, seq2))
        try:
            lengths = len(seq1), len(seq2)
        except (TypeError, NotImplementedError):
            self.fail(self._formatMessage(msg, f'First {kind} has no length.    Non-sequence?'))
        if seq1 == seq2:
            return
        text = title
        for at in range(min(lengths)):
            if seq1[at] != seq2[at]:
                text += '\nFirst differing element {}:\n{}\n{}\n'.format(at, *_common_repr(seq1[at], seq2[at]))
                break
        else:
            if lengths[0] == lengths[1] and seq_type is None and type(seq1) != type(seq2):
                return
        longer, which, shorter = (seq1, 'First', lengths[1]) if lengths[0] > lengths[1] else (seq2, 'Second', lengths[0])
        if lengths[0] != lengths[1]:
            more = abs(lengths[0] - lengths[1])
            text += f'\n{which} {kind} contains {more} additional elements.\n'
            text += f'First extra element {shorter}:\n{safe_repr(longer[shorter])}\n'
        diff = '\n' + '\n'.join(difflib.ndiff(pprint.pformat(seq1).splitlines(), pprint.pformat(seq2).splitlines()))
        self.fail(self._formatMessage(msg, self._truncateMessage(text, diff)))

    def assertListEqual(self, list1, list2, msg=None):
        self.assertSequenceEqual(list1, list2, msg, seq_type=list)

    def assertTupleEqual(self, tuple1, tuple2, msg=None):
        self.assertSequenceEqual(tuple1, tuple2, msg, seq_type=tuple)

    def assertSetEqual(self, set1, set2, msg=None):
        sides = []
        for place, other, one, another in ('first', 'second', set1, set2), ('second', 'first', set2, set1):
            try:
                sides.append((place, other, one.difference(another)))
            except TypeError as error:
                self.fail(f'invalid type when attempting set difference: {error}')
            except AttributeError as error:
                self.fail(f'{place} argument does not support set difference: {error}')
        lines = []
        for place, other, items in sides:
            if items:
                lines.append(f'Items in the {place} set but not the {other}:')
                lines += map(repr, items)
        if lines:
            self.fail(self._formatMessage(msg, '\n'.join(lines)))

    def assertDictEqual(self, d1, d2, msg=None):
        self.assertIsInstance(d1, dict, 'First argument is not a dictionary')
        self.assertIsInstance(d2, dict, 'Second argument is not a dictionary')
        if d1 != d2:
            diff = '\n' + '\n'.join(difflib.ndiff(pprint.pformat(d1).splitlines(), pprint.pformat(d2).splitlines()))
            text = '{} != {}'.format(*_common_repr(d1, d2))
            self.fail(self._formatMessage(msg, self._truncateMessage(text, diff)))

    def assertMultiLineEqual(self, first, second, msg=None):
        self.assertIsInstance(first, str, 'First argument is not a string')
        self.assertIsInstance(second, str, 'Second argument is not a string')
        if first == second:
            return
        lines = first.splitlines(keepends=True), second.splitlines(keepends=True)
        if all(text and '\n' not in text.rstrip('\r\n') and text[-1:] not in '\r\n' for text in (first, second)):
            lines = [first + '\n'], [second + '\n']
        elif all(len(it) == 1 and it[0].strip('\r\n') == text for it, text in zip(lines, (first, second))):
            lines = [first + '\n'], [second + '\n']
        diff = '\n' + ''.join(difflib.ndiff(*lines))
        text = '{} != {}'.format(*_common_repr(first, second))
        self.fail(self._formatMessage(msg, self._truncateMessage(text, diff)))

    def assertCountEqual(self, first, second, msg=None):
        first, second = list(first), list(second)
        try:
            counts = Counter(first), Counter(second)
        except TypeError:
            counts = None
        if counts is not None:
            if counts[0] == counts[1]:
                return
            both = {item: None for item in (*first, *second)}
            differences = [(counts[0][it], counts[1][it], it) for it in both if counts[0][it] != counts[1][it]]
        else:
            differences = [(first.count(it), second.count(it), it) for it in _different(first + second)
                           if first.count(it) != second.count(it)]
        if differences:
            lines = [f'First has {one}, Second has {other}:  {item!r}' for one, other, item in differences]
            text = 'Element counts were not equal:\n'
            self.fail(self._formatMessage(msg, self._truncateMessage(text, '\n'.join(lines))))

    # --- identity, membership, class, order ---

    def assertIs(self, expr1, expr2, msg=None):
        self._check(expr1 is expr2, msg, f'{safe_repr(expr1)} is not {safe_repr(expr2)}')

    def assertIsNot(self, expr1, expr2, msg=None):
        self._check(expr1 is not expr2, msg, f'unexpectedly identical: {safe_repr(expr1)}')

    def assertIsNone(self, obj, msg=None):
        self._check(obj is None, msg, f'{safe_repr(obj)} is not None')

    def assertIsNotNone(self, obj, msg=None):
        self._check(obj is not None, msg, 'unexpectedly None')

    def assertIn(self, member, container, msg=None):
        self._check(member in container, msg, f'{safe_repr(member)} not found in {safe_repr(container)}')

    def assertNotIn(self, member, container, msg=None):
        self._check(member not in container, msg,
                    f'{safe_repr(member)} unexpectedly found in {safe_repr(container)}')

    def assertIsInstance(self, obj, cls, msg=None):
        self._check(isinstance(obj, cls), msg, f'{safe_repr(obj)} is not an instance of {cls!r}')

    def assertNotIsInstance(self, obj, cls, msg=None):
        self._check(not isinstance(obj, cls), msg, f'{safe_repr(obj)} is an instance of {cls!r}')

    def assertLess(self, a, b, msg=None):
        self._check(a < b, msg, f'{safe_repr(a)} not less than {safe_repr(b)}')

    def assertLessEqual(self, a, b, msg=None):
        self._check(a <= b, msg, f'{safe_repr(a)} not less than or equal to {safe_repr(b)}')

    def assertGreater(self, a, b, msg=None):
        self._check(a > b, msg, f'{safe_repr(a)} not greater than {safe_repr(b)}')

    def assertGreaterEqual(self, a, b, msg=None):
        self._check(a >= b, msg, f'{safe_repr(a)} not greater than or equal to {safe_repr(b)}')

    # --- numbers and text ---

    def _near(self, first, second, places, delta):
        """Whether two numbers are almost equal, and in what measure."""
        if delta is not None and places is not None:
            raise TypeError('specify delta or places not both')
        difference = abs(first - second)
        if delta is not None:
            return difference <= delta, f'{safe_repr(delta)} delta', difference
        places = 7 if places is None else places
        return round(difference, places) == 0, f'{places!r} places', difference

    def assertAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        if first == second:
            return
        near, measure, difference = self._near(first, second, places, delta)
        self._check(near, msg, f'{safe_repr(first)} != {safe_repr(second)} within {measure} '
                               f'({safe_repr(difference)} difference)')

    def assertNotAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        near, measure, difference = self._near(first, second, places, delta)
        measure = f'{measure} ({safe_repr(difference)} difference)' if delta is not None else measure
        self._check(not (near or delta is None and first == second), msg,
                    f'{safe_repr(first)} == {safe_repr(second)} within {measure}')

    def assertRegex(self, text, expected_regex, msg=None):
        pattern = re.compile(expected_regex)
        self._check(pattern.search(text), msg, f"Regex didn't match: {pattern.pattern!r} not found in {text!r}")

    def assertNotRegex(self, text, unexpected_regex, msg=None):
        pattern = re.compile(unexpected_regex)
        found = pattern.search(text)
        self._check(not found, msg, f'Regex matched: {found and found[0]!r} matches {pattern.pattern!r} in {text!r}')


def _different(items):
    """Items without those that equal an earlier one; they need no hash."""
    kept = []
    for item in items:
        if item not in kept:
            kept.append(item)
    return kept
