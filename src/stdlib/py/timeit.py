"""How long small pieces of code take.

Usage: python -m timeit [-n N] [-r N] [-s S] [-p] [-u U] [-v] [-h] [--] [statement ...]

  -n N, --number N  run the statement so many times (else as often as takes 0.2 seconds)
  -r N, --repeat N  time it so many times, and take the best (default 5)
  -s S, --setup S   run this once before, untimed; may be given several times, a line each
  -p, --process     count the processor's time of this process, not the clock's
  -u U, --unit U    give times in nsec, usec, msec or sec
  -v, --verbose     show all times; given twice, with more digits
  -h, --help        print this

Each further argument is a line of the statement, which is 'pass' if there is none.

    python -m timeit -s 'numbers = list(range(100))' 'sorted(numbers)'
"""

import gc
import itertools
import sys
import time

__all__ = ['Timer', 'timeit', 'repeat', 'default_timer']

default_number, default_repeat = 1000000, 5
default_timer = time.perf_counter

_TEMPLATE = '''def inner(_it, _timer{init}):
    {setup}
    _t0 = _timer()
    for _i in _it:
        {stmt}
        pass
    _t1 = _timer()
    return _t1 - _t0
'''


def _indented(text, by):
    return text.replace('\n', '\n' + ' ' * by)


class Timer:
    """Times a statement, or a function."""

    def __init__(self, stmt='pass', setup='pass', timer=default_timer, globals=None):
        self.timer = timer
        namespace = {} if globals is None else dict(globals)
        init = ''
        for name, code in (('setup', setup), ('stmt', stmt)):
            if isinstance(code, str):
                compile(code, '<timeit-src>', 'exec')
            elif callable(code):
                namespace['_' + name] = code
                init += f', _{name}=_{name}'
            else:
                raise ValueError(f'{name} is neither a string nor callable')
        setup = _indented(setup, 4) if isinstance(setup, str) else '_setup()'
        stmt = _indented(stmt, 8) if isinstance(stmt, str) else '_stmt()'
        self.src = _TEMPLATE.format(stmt=stmt, setup=setup, init=init)
        exec(compile(self.src, '<timeit-src>', 'exec'), namespace)
        self.inner = namespace['inner']

    def print_exc(self, file=None):
        """Print the traceback of the exception that is being handled, with the lines of the timed code."""
        import linecache
        import traceback
        linecache.cache['<timeit-src>'] = len(self.src), None, self.src.split('\n'), '<timeit-src>'
        traceback.print_exc(file=file)

    def timeit(self, number=default_number):
        """The seconds that so many runs take."""
        was_enabled = gc.isenabled()
        gc.disable()
        try:
            return self.inner(itertools.repeat(None, number), self.timer)
        finally:
            if was_enabled:
                gc.enable()

    def repeat(self, repeat=default_repeat, number=default_number):
        """The same, many times over."""
        return [self.timeit(number) for _ in range(repeat)]

    def autorange(self, callback=None):
        """So many runs that they take 0.2 seconds: (how many, how long)."""
        scale = 1
        while True:
            for factor in (1, 2, 5):
                number = scale * factor
                taken = self.timeit(number)
                if callback:
                    callback(number, taken)
                if taken >= 0.2:
                    return number, taken
            scale *= 10


def timeit(stmt='pass', setup='pass', timer=default_timer, number=default_number, globals=None):
    """Time a statement."""
    return Timer(stmt, setup, timer, globals).timeit(number)


def repeat(stmt='pass', setup='pass', timer=default_timer, repeat=default_repeat, number=default_number, globals=None):
    """Time a statement many times over."""
    return Timer(stmt, setup, timer, globals).repeat(repeat, number)


# --- the command ---

_UNITS = {'nsec': 1e-9, 'usec': 1e-6, 'msec': 1e-3, 'sec': 1.0}


class _Options:
    """What the command line asks for."""

    def __init__(self, args):
        import getopt
        given, lines = getopt.getopt(
            args, 'n:u:s:r:pvh', ['number=', 'setup=', 'repeat=', 'process', 'verbose', 'unit=', 'help'])
        self.statement = '\n'.join(lines) or 'pass'
        self.number, self.repeat, self.unit, self.timer = 0, default_repeat, None, default_timer
        self.verbosity, self.help, setup = 0, False, []
        for option, value in given:
            match option:
                case '-n' | '--number':
                    self.number = int(value)
                case '-r' | '--repeat':
                    self.repeat = max(1, int(value))
                case '-s' | '--setup':
                    setup.append(value)
                case '-u' | '--unit':
                    self.unit = value
                case '-p' | '--process':
                    self.timer = time.process_time
                case '-v' | '--verbose':
                    self.verbosity += 1
                case '-h' | '--help':
                    self.help = True
        self.setup = '\n'.join(setup) or 'pass'

    def shown(self, seconds):
        """A time in the unit that was asked for, or the largest in which it is at least 1."""
        unit = self.unit or next((it for it in ('sec', 'msec', 'usec') if seconds >= _UNITS[it]), 'nsec')
        return f'{seconds / _UNITS[unit]:.{3 + max(0, self.verbosity - 1)}g} {unit}'


def main(args=None, *, _wrap_timer=None):
    """Run the command; its exit status."""
    import getopt
    try:
        options = _Options(sys.argv[1:] if args is None else args)
    except getopt.GetoptError as error:
        print(error)
        print('use -h/--help for command line help')
        return 2
    if options.help:
        print(__doc__, end='')
        return 0
    if options.unit not in (None, *_UNITS):
        print('Unrecognized unit. Please select nsec, usec, msec, or sec.', file=sys.stderr)
        return 2
    # The statement may import what lies in the current folder.
    import os
    sys.path.insert(0, os.curdir)
    timer = options.timer if _wrap_timer is None else _wrap_timer(options.timer)
    timed = Timer(options.statement, options.setup, timer)
    try:
        return _measure(timed, options)
    except Exception:
        timed.print_exc()
        return 1


def _measure(timed, options):
    number = options.number
    if number == 0:
        def tell(number, taken):
            print(f"{number} loop{'s' * (number != 1)} -> {taken:.{3 + max(0, options.verbosity - 1)}g} secs")

        number, _ = timed.autorange(tell if options.verbosity else None)
        if options.verbosity:
            print()
    times = timed.repeat(options.repeat, number)
    if options.verbosity:
        print('raw times:', ', '.join(map(options.shown, times)))
        print()
    times = [it / number for it in times]
    best, worst = min(times), max(times)
    print(f"{number} loop{'s' * (number != 1)}, best of {options.repeat}: {options.shown(best)} per loop")
    if worst >= 4 * best:
        import warnings
        warnings.warn_explicit(
            f'The test results are likely unreliable. The worst time ({options.shown(worst)}) was more than four '
            f'times slower than the best time ({options.shown(best)}).', UserWarning, '', 0)


if __name__ == '__main__':
    sys.exit(main())
