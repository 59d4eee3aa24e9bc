"""A profiler like `cProfile`, with an older form of its numbers: callers are counted, not timed."""

import sys
import time

import _profiling

__all__ = ['run', 'runctx', 'Profile']


class Profile(_profiling.Reports):
    """Profiles statements and calls."""

    bias = 0

    def __init__(self, timer=None, bias=None):
        self.timer = timer or time.process_time
        self.bias = self.bias if bias is None else bias
        self.stats = {}
        self._counter = _profiling.Counter(self.timer, self.bias, name=_label_of_native)

    def create_stats(self):
        """Make what `pstats` reads."""
        self.snapshot_stats()

    def snapshot_stats(self):
        tallies = [tally for tally in self._counter.tallies.values() if tally.calls]
        callers = {_label(tally): {} for tally in tallies}
        self.stats = {_label(tally): (tally.calls - tally.inner, tally.calls, tally.own, tally.total,
                                      callers[_label(tally)]) for tally in tallies}
        for tally in tallies:
            for pair in tally.callees.values():
                known = callers[_label(pair)]
                known[_label(tally)] = known.get(_label(tally), 0) + pair.calls

    def runctx(self, cmd, globals, locals):
        """Profile a statement."""
        sys.setprofile(self._counter.listen)
        try:
            exec(cmd, globals, locals)
        finally:
            sys.setprofile(None)
            self._counter.finish()
        return self

    def runcall(self, func, /, *args, **kw):
        """Profile one call."""
        sys.setprofile(self._counter.listen)
        try:
            return func(*args, **kw)
        finally:
            sys.setprofile(None)
            self._counter.finish()

    def calibrate(self, m, verbose=0):
        """What one event costs, by `m` calls of nothing: a `bias` for who times with great care."""
        def nothing():
            pass

        def calls():
            for _ in range(m):
                nothing()

        begin = self.timer()
        calls()
        plain = self.timer() - begin
        profiler = Profile(self.timer, 0)
        profiler.runcall(calls)
        counted = sum(tally.own for tally in profiler._counter.tallies.values())
        if verbose:
            print('elapsed time without profiling =', plain)
            print('elapsed time with profiling =', counted)
        return (counted - plain) / (2 * m)


def _label_of_native(function):
    return '', 0, function.__name__


def _label(tally):
    code = tally.code
    return code if isinstance(code, tuple) else (code.co_filename, code.co_firstlineno, code.co_name)


def run(statement, filename=None, sort=-1):
    """Profile a statement in the namespace of the program; report to stdout or a file."""
    import __main__
    _profiling.run(Profile(), statement, __main__.__dict__, __main__.__dict__, filename, sort)


def runctx(statement, globals, locals, filename=None, sort=-1):
    """The same in other namespaces."""
    _profiling.run(Profile(), statement, globals, locals, filename, sort)


if __name__ == '__main__':
    import profile
    _profiling.main(profile)
