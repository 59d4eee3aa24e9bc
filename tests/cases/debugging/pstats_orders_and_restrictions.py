# Reports of given numbers: by what they are sorted, and what of them is printed.
import sys

import pstats


class Given:
    def create_stats(self):
        caller = ('dir/a.py', 3, 'main')
        self.stats = {
            caller: (1, 1, 0.5, 3.0, {}),
            ('dir/a.py', 10, 'helper'): (2, 5, 1.0, 2.0, {caller: (3, 1, 0.6, 1.2), ('dir/b.py', 7, 'z'): (2, 1, 0.4, 0.8)}),
            ('dir/b.py', 7, 'z'): (3, 3, 0.25, 0.5, {caller: (3, 3, 0.25, 0.5)}),
            ('~', 0, '<built-in method builtins.len>'): (4, 4, 0.125, 0.125, {('dir/b.py', 7, 'z'): (4, 4, 0.125, 0.125)}),
            ('other/b.py', 7, 'z'): (0, 0, 0.0, 0.0, {}),
        }


stats = pstats.Stats(Given())
for keys in [('calls',), ('cumtime', 'name'), ('file', 'line'), ('ncalls', 'pcalls'), (pstats.SortKey.TIME, pstats.SortKey.NAME),
             ('nfl',), (1,), (-1,)]:
    stats.sort_stats(*keys)
    print(keys, stats.sort_type)
    print([function[2] for function in stats.fcn_list])
stats.print_stats(2)
stats.print_stats(.5, 'a.py')
stats.print_stats('nothing')
stats.print_stats('(')
stats.reverse_order().print_stats('z')
stats.strip_dirs().sort_stats('stdname').print_stats()
stats.print_callers('z|help')
stats.print_callees()
profile = stats.get_stats_profile()
print(profile.total_tt, profile.func_profiles['helper'])
for wrong in [('nonsense',), ('c',), ('calls', pstats.SortKey.TIME)]:
    try:
        stats.sort_stats(*wrong)
    except (KeyError, TypeError) as error:
        print(type(error).__name__, error)
try:
    pstats.Stats(3)
except TypeError as error:
    print(str(error).replace(__name__, ''))
print(pstats.SortKey('tottime'), list(pstats.SortKey))
print(pstats.add_callers({'a': 1}, {'a': 2, 'b': 3}), pstats.func_std_string(('f.py', 3, 'g')))
sys.stdout.flush()
