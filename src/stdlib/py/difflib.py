"""How two sequences differ: matching blocks, and the diffs of texts.

The longest block that both have is found first, then the longest to its left and to its right, and
so on. Items of `b` that are junk, or more popular than 1 % of a long sequence, start no block.

    a  q a b x c d        equal    a[1:3] b[0:2]
    b    a b y c d f      replace  a[3:4] b[2:3] ..
"""

import re
from collections import namedtuple
from heapq import nlargest

__all__ = ['get_close_matches', 'ndiff', 'restore', 'SequenceMatcher', 'Differ', 'IS_CHARACTER_JUNK',
           'IS_LINE_JUNK', 'context_diff', 'unified_diff', 'Match']

Match = namedtuple('Match', 'a b size')


def _ratio(matches, length):
    return 2.0 * matches / length if length else 1.0


class SequenceMatcher:
    """Compares pairs of sequences of hashable items."""

    def __init__(self, isjunk=None, a='', b='', autojunk=True):
        self.isjunk, self.autojunk = isjunk, autojunk
        self.a = self.b = None
        self.set_seqs(a, b)

    def set_seqs(self, a, b):
        """Set the two sequences to be compared."""
        self.set_seq1(a)
        self.set_seq2(b)

    def set_seq1(self, a):
        """Set the first sequence to be compared."""
        if a is not self.a:
            self.a = a
            self.matching_blocks = self.opcodes = None

    def set_seq2(self, b):
        """Set the second sequence to be compared; what is known of it is kept."""
        if b is self.b:
            return
        self.b = b
        self.matching_blocks = self.opcodes = self.fullbcount = None
        self.b2j = places = {}
        for at, item in enumerate(b):
            places.setdefault(item, []).append(at)
        self.bjunk = {item for item in places if self.isjunk and self.isjunk(item)}
        for item in self.bjunk:
            del places[item]
        self.bpopular = set()
        if self.autojunk and len(b) >= 200:
            most = len(b) // 100 + 1
            self.bpopular = {item for item, where in places.items() if len(where) > most}
            for item in self.bpopular:
                del places[item]

    def find_longest_match(self, alo=0, ahi=None, blo=0, bhi=None):
        """Find longest matching block in a[alo:ahi] and b[blo:bhi]."""
        a, b, junk = self.a, self.b, self.bjunk
        ahi = len(a) if ahi is None else ahi
        bhi = len(b) if bhi is None else bhi
        best_i, best_j, best = alo, blo, 0
        ending = {}
        for i in range(alo, ahi):
            # ending[j]: how long the block is that ends with a[i] and b[j]
            longer = {}
            for j in self.b2j.get(a[i], ()):
                if j < blo:
                    continue
                if j >= bhi:
                    break
                length = longer[j] = ending.get(j - 1, 0) + 1
                if length > best:
                    best_i, best_j, best = i - length + 1, j - length + 1, length
            ending = longer
        # Popular items can't start a block, but they belong to it; then junk does.
        for in_junk in (False, True):
            while (best_i > alo and best_j > blo and (b[best_j - 1] in junk) == in_junk
                    and a[best_i - 1] == b[best_j - 1]):
                best_i, best_j, best = best_i - 1, best_j - 1, best + 1
            while (best_i + best < ahi and best_j + best < bhi
                    and (b[best_j + best] in junk) == in_junk
                    and a[best_i + best] == b[best_j + best]):
                best += 1
        return Match(best_i, best_j, best)

    def get_matching_blocks(self):
        """Return list of triples describing matching subsequences."""
        if self.matching_blocks is None:
            found = []
            todo = [(0, len(self.a), 0, len(self.b))]
            while todo:
                alo, ahi, blo, bhi = todo.pop()
                i, j, size = self.find_longest_match(alo, ahi, blo, bhi)
                if size:
                    found.append((i, j, size))
                    if alo < i and blo < j:
                        todo.append((alo, i, blo, j))
                    if i + size < ahi and j + size < bhi:
                        todo.append((i + size, ahi, j + size, bhi))
            joined = []
            for i, j, size in sorted(found):
                if joined and joined[-1][0] + joined[-1][2] == i and joined[-1][1] + joined[-1][2] == j:
                    joined[-1] = (*joined[-1][:2], joined[-1][2] + size)
                else:
                    joined.append((i, j, size))
            joined.append((len(self.a), len(self.b), 0))
            self.matching_blocks = [Match(*block) for block in joined]
        return self.matching_blocks

    def get_opcodes(self):
        """Return list of 5-tuples describing how to turn a into b."""
        if self.opcodes is None:
            self.opcodes = []
            i = j = 0
            for ai, bj, size in self.get_matching_blocks():
                if i < ai or j < bj:
                    tag = 'replace' if i < ai and j < bj else 'delete' if i < ai else 'insert'
                    self.opcodes.append((tag, i, ai, j, bj))
                i, j = ai + size, bj + size
                if size:
                    self.opcodes.append(('equal', ai, i, bj, j))
        return self.opcodes

    def get_grouped_opcodes(self, n=3):
        """Isolate change clusters by eliminating ranges with no changes."""
        codes = list(self.get_opcodes()) or [('equal', 0, 1, 0, 1)]
        tag, i1, i2, j1, j2 = codes[0]
        if tag == 'equal':
            codes[0] = tag, max(i1, i2 - n), i2, max(j1, j2 - n), j2
        tag, i1, i2, j1, j2 = codes[-1]
        if tag == 'equal':
            codes[-1] = tag, i1, min(i2, i1 + n), j1, min(j2, j1 + n)
        group = []
        for tag, i1, i2, j1, j2 in codes:
            if tag == 'equal' and i2 - i1 > 2 * n:
                group.append((tag, i1, min(i2, i1 + n), j1, min(j2, j1 + n)))
                yield group
                group = []
                i1, j1 = max(i1, i2 - n), max(j1, j2 - n)
            group.append((tag, i1, i2, j1, j2))
        if group and not (len(group) == 1 and group[0][0] == 'equal'):
            yield group

    def ratio(self):
        """Return a measure of the sequences' similarity (float in [0,1])."""
        matches = sum(block[2] for block in self.get_matching_blocks())
        return _ratio(matches, len(self.a) + len(self.b))

    def quick_ratio(self):
        """Return an upper bound on ratio() relatively quickly."""
        if self.fullbcount is None:
            self.fullbcount = {}
            for item in self.b:
                self.fullbcount[item] = self.fullbcount.get(item, 0) + 1
        left, matches = dict(self.fullbcount), 0
        for item in self.a:
            if left.get(item, 0) > 0:
                left[item] -= 1
                matches += 1
        return _ratio(matches, len(self.a) + len(self.b))

    def real_quick_ratio(self):
        """Return an upper bound on ratio() very quickly."""
        return _ratio(min(len(self.a), len(self.b)), len(self.a) + len(self.b))


def get_close_matches(word, possibilities, n=3, cutoff=0.6):
    """Return a list of the best "good enough" matches."""
    if not n > 0:
        raise ValueError('n must be > 0: %r' % (n,))
    if not 0.0 <= cutoff <= 1.0:
        raise ValueError('cutoff must be in [0.0, 1.0]: %r' % (cutoff,))
    matcher, scored = SequenceMatcher(), []
    matcher.set_seq2(word)
    for possibility in possibilities:
        matcher.set_seq1(possibility)
        if (matcher.real_quick_ratio() >= cutoff and matcher.quick_ratio() >= cutoff
                and matcher.ratio() >= cutoff):
            scored.append((matcher.ratio(), possibility))
    return [possibility for _, possibility in nlargest(n, scored)]


# --- diffs of lines ---

def _check(a, b, *names):
    for lines in (a, b):
        if lines and not isinstance(lines[0], str):
            raise TypeError(f'lines to compare must be str, not {type(lines[0]).__name__} ({lines[0]!r})')
    for name in names:
        if not isinstance(name, str):
            raise TypeError(f'all arguments must be str, not: {name!r}')


def _span(start, stop):
    """Lines as `diff -u` counts them."""
    length = stop - start
    if length == 1:
        return f'{start + 1}'
    return f'{start if not length else start + 1},{length}'


def unified_diff(a, b, fromfile='', tofile='', fromfiledate='', tofiledate='', n=3, lineterm='\n'):
    """Compare two sequences of lines; generate the delta as a unified diff."""
    _check(a, b, fromfile, tofile, fromfiledate, tofiledate, lineterm)
    started = False
    for group in SequenceMatcher(None, a, b).get_grouped_opcodes(n):
        if not started:
            started = True
            yield f'--- {fromfile}{_dated(fromfiledate)}{lineterm}'
            yield f'+++ {tofile}{_dated(tofiledate)}{lineterm}'
        first, last = group[0], group[-1]
        yield f'@@ -{_span(first[1], last[2])} +{_span(first[3], last[4])} @@{lineterm}'
        for tag, i1, i2, j1, j2 in group:
            if tag == 'equal':
                yield from (' ' + line for line in a[i1:i2])
                continue
            if tag in ('replace', 'delete'):
                yield from ('-' + line for line in a[i1:i2])
            if tag in ('replace', 'insert'):
                yield from ('+' + line for line in b[j1:j2])


def _dated(date):
    return f'\t{date}' if date else ''


def _context_span(start, stop):
    length = stop - start
    first = start + 1 if length else start
    return f'{first}' if length <= 1 else f'{first},{first + length - 1}'


def context_diff(a, b, fromfile='', tofile='', fromfiledate='', tofiledate='', n=3, lineterm='\n'):
    """Compare two sequences of lines; generate the delta as a context diff."""
    _check(a, b, fromfile, tofile, fromfiledate, tofiledate, lineterm)
    marks = {'insert': '+ ', 'delete': '- ', 'replace': '! ', 'equal': '  '}
    started = False
    for group in SequenceMatcher(None, a, b).get_grouped_opcodes(n):
        if not started:
            started = True
            yield f'*** {fromfile}{_dated(fromfiledate)}{lineterm}'
            yield f'--- {tofile}{_dated(tofiledate)}{lineterm}'
        first, last = group[0], group[-1]
        yield '***************' + lineterm
        tags = {code[0] for code in group}
        yield f'*** {_context_span(first[1], last[2])} ****{lineterm}'
        if tags & {'replace', 'delete'}:
            yield from (marks[tag] + line for tag, i1, i2, _, _ in group if tag != 'insert' for line in a[i1:i2])
        yield f'--- {_context_span(first[3], last[4])} ----{lineterm}'
        if tags & {'replace', 'insert'}:
            yield from (marks[tag] + line for tag, _, _, j1, j2 in group if tag != 'delete' for line in b[j1:j2])


def IS_LINE_JUNK(line, pat=re.compile(r'\s*(?:#\s*)?$').match):
    """Return True for ignorable line: if line is blank or contains a single '#'."""
    return pat(line) is not None


def IS_CHARACTER_JUNK(ch, ws=' \t'):
    """Return True for ignorable character: if ch is a space or tab."""
    return ch in ws


class Differ:
    """Diffs with marks below lines that were changed a little."""

    def __init__(self, linejunk=None, charjunk=None):
        self.linejunk, self.charjunk = linejunk, charjunk

    def compare(self, a, b):
        """Compare two sequences of lines; generate the resulting delta."""
        for tag, alo, ahi, blo, bhi in SequenceMatcher(self.linejunk, a, b).get_opcodes():
            if tag == 'replace':
                yield from self._replace(a, alo, ahi, b, blo, bhi)
            elif tag == 'delete':
                yield from ('- ' + line for line in a[alo:ahi])
            elif tag == 'insert':
                yield from ('+ ' + line for line in b[blo:bhi])
            else:
                yield from ('  ' + line for line in a[alo:ahi])

    def _replace(self, a, alo, ahi, b, blo, bhi):
        """Finds the two lines that are most alike, and goes on on both sides of them."""
        best, cutoff, same = 0.74, 0.75, None
        matcher = SequenceMatcher(self.charjunk)
        for j in range(blo, bhi):
            matcher.set_seq2(b[j])
            for i in range(alo, ahi):
                if a[i] == b[j]:
                    same = same or (i, j)
                    continue
                matcher.set_seq1(a[i])
                if (matcher.real_quick_ratio() > best and matcher.quick_ratio() > best
                        and matcher.ratio() > best):
                    best, best_i, best_j = matcher.ratio(), i, j
        if best < cutoff:
            if same is None:
                yield from self._plain_replace(a, alo, ahi, b, blo, bhi)
                return
            best_i, best_j = same
        else:
            same = None
        yield from self._helper(a, alo, best_i, b, blo, best_j)
        if same is not None:
            yield '  ' + a[best_i]
        else:
            yield from self._marked(a[best_i], b[best_j])
        yield from self._helper(a, best_i + 1, ahi, b, best_j + 1, bhi)

    def _plain_replace(self, a, alo, ahi, b, blo, bhi):
        removed = ['- ' + line for line in a[alo:ahi]]
        added = ['+ ' + line for line in b[blo:bhi]]
        yield from added + removed if len(added) < len(removed) else removed + added

    def _helper(self, a, alo, ahi, b, blo, bhi):
        if alo < ahi and blo < bhi:
            yield from self._replace(a, alo, ahi, b, blo, bhi)
        else:
            yield from self._plain_replace(a, alo, ahi, b, blo, bhi)

    def _marked(self, old, new):
        """Two lines, with marks under what was changed."""
        below_old = below_new = ''
        for tag, i1, i2, j1, j2 in SequenceMatcher(self.charjunk, old, new).get_opcodes():
            removed, added = {'replace': '^^', 'delete': '-+', 'insert': '-+', 'equal': '  '}[tag]
            below_old += removed * (i2 - i1)
            below_new += added * (j2 - j1)
        for mark, line, below in (('- ', old, below_old), ('+ ', new, below_new)):
            yield mark + line
            # A tab stays one, so that the marks stand below what they mean.
            tabbed = ''.join(it if marked == ' ' and it.isspace() else marked for it, marked in zip(line, below))
            if tabbed.rstrip():
                yield f'? {tabbed.rstrip()}\n'


def ndiff(a, b, linejunk=None, charjunk=IS_CHARACTER_JUNK):
    """Compare a and b (lists of strings); return a Differ-style delta."""
    return Differ(linejunk, charjunk).compare(a, b)


def restore(delta, which):
    """Generate one of the two sequences that generated a delta."""
    if which not in (1, 2):
        raise ValueError('unknown delta choice (must be 1 or 2): %r' % which)
    mark = '- ' if which == 1 else '+ '
    return (line[2:] for line in delta if line[:2] in ('  ', mark))
