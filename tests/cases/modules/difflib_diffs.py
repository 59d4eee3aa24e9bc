# Close matches, diffs in three forms, and the blocks they come from.
import difflib, random
a = 'one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\nnine\n'.splitlines(True)
b = 'one\ntwo!\nthree\nfive\nsix\nsevn\neight\nnine\nten\n\tx\n'.splitlines(True)
for diff in (difflib.unified_diff(a, b, 'old', 'new'), difflib.context_diff(a, b, 'old', 'new', n=1), difflib.ndiff(a, b),
             difflib.unified_diff(a, b, n=0, lineterm=''), difflib.unified_diff(a, a)):
    print(''.join(diff))
print(''.join(difflib.restore(difflib.ndiff(a, b), 2)) == ''.join(b))
print(difflib.get_close_matches('appel', ['ape', 'apple', 'peach', 'puppy']), difflib.get_close_matches('x', ['y']))
s = difflib.SequenceMatcher(None, 'qabxcd', 'abycdf')
print(s.ratio(), s.quick_ratio(), s.real_quick_ratio(), s.get_matching_blocks(), s.get_opcodes())
print(difflib.SequenceMatcher(lambda x: x == ' ', ' abcd', 'abcd abcd').find_longest_match(0, 5, 0, 9))
rnd = random.Random(1)
for size in (5, 30):
    for _ in range(2):
        x, y = (''.join(rnd.choice('abc d') for _ in range(size)) for _ in 'xy')
        s = difflib.SequenceMatcher(None, x, y)
        print(round(s.ratio(), 6), len(s.get_opcodes()), s.get_matching_blocks()[:3])
for _ in range(2):
    x, y = (['%s line\n' % ''.join(rnd.choice('ab \t') for _ in range(4)) for _ in range(6)] for _ in 'xy')
    print(''.join(difflib.ndiff(x, y)))
