# The `trace` module: lines as they run, their counts, functions and who calls them.
import io
import os
import sys
import tempfile
import trace

SOURCE = '''"""A program."""


class Shop:
    """Sells."""

    def sell(self, what):
        """Sells something."""
        if what:
            return what
        return None


def work(n):
    total = 0
    for value in range(n):
        total += value
        if value > 100:
            total = 0
    if total == 7:
        total = 1  #pragma NO COVER
    return total


def unused():
    return 1


print(work(3), Shop().sell('tea'))
'''

with tempfile.TemporaryDirectory() as folder:
    folder = os.path.realpath(folder)
    path = os.path.join(folder, 'program.py')
    with open(path, 'w') as file:
        file.write(SOURCE)

    def run(tracer):
        tracer.runctx(compile(SOURCE, path, 'exec'), {'__file__': path, '__name__': '__main__'})
        return tracer.results()

    tracer = trace.Trace(count=1, trace=1)
    results = run(tracer)
    print({line: count for (_, line), count in results.counts.items()})
    again = trace.Trace(count=1, trace=0)
    results.update(run(again))
    results.write_results(show_missing=True, summary=False, coverdir=os.path.join(folder, 'covers'))
    for name in os.listdir(os.path.join(folder, 'covers')):
        print(name.rpartition('program')[1:])
        with open(os.path.join(folder, 'covers', name)) as file:
            print(file.read())

    out, sys.stdout = sys.stdout, io.StringIO()
    for options in {'countfuncs': 1}, {'countcallers': 1}:
        tracer = trace.Trace(count=0, trace=0, **options)
        run(tracer).write_results()
    text, sys.stdout = sys.stdout.getvalue(), out
    lines = text.replace(folder, '$FOLDER').splitlines()
    print('\n'.join(line for line in lines if 'program' in line and 'trace.' not in line and '-->' not in line))

    tracer = trace.Trace(count=1, trace=0, ignoredirs=[folder])
    print(run(tracer).counts)
print(trace.Trace(count=0, trace=0).runfunc(max, 1, 2))
print(trace.CoverageResults(infile='/no/such/file').counts)
