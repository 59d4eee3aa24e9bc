# Statements in namespaces; reports to stdout, and to files that pstats reads. Times are left out.
import cProfile
import io
import os
import profile
import pstats
import re
import sys
import tempfile
from contextlib import redirect_stdout


def work(n):
    return sum(work(n - 1) for _ in range(2)) if n else 1


def masked(text):
    return re.sub(r'\d+\.\d\d\d', '#.###', text)


out = io.StringIO()
with redirect_stdout(out):
    cProfile.run('work(2)', sort='stdname')
    cProfile.runctx('work(n)', {'work': work}, {'n': 1}, sort=-1)
    cProfile.run('raise SystemExit(work(0))', sort='stdname')
print(masked(out.getvalue()))

with tempfile.TemporaryDirectory() as folder:
    name = os.path.join(folder, 'stats')
    cProfile.run('work(1)', name)
    cProfile.run('work(2)', name + '2')
    out = io.StringIO()
    stats = pstats.Stats(name, name + '2', stream=out).strip_dirs().sort_stats(pstats.SortKey.NFL)
    stats.print_stats('work')
    stats.dump_stats(name)
    again = pstats.Stats(name, stream=out).sort_stats('stdname')
    again.print_callees('work')
    print(masked(out.getvalue().partition('\n\n')[2]))
    try:
        cProfile.run('work(0)', os.path.join(folder, 'no', 'folder'))
    except FileNotFoundError as error:
        print(type(error).__name__)

ticks = 0
profiler = profile.Profile(lambda: ticks, 0)


def tick(n):
    global ticks
    ticks += n
    if n > 1:
        tick(n - 1)


profiler.runcall(tick, 4)
out = io.StringIO()
stats = pstats.Stats(profiler, stream=out).strip_dirs().sort_stats('stdname')
print(stats.stats[os.path.basename(__file__), tick.__code__.co_firstlineno, 'tick'][:4])
