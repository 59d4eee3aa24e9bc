"""A profiler that misses no call: how often each function was called, and how long it took."""

import sys
from collections import namedtuple

import _profiling

__all__ = ['run', 'runctx', 'Profile']

profiler_entry = namedtuple('profiler_entry', 'code callcount reccallcount totaltime inlinetime calls')
profiler_subentry = namedtuple('profiler_subentry', 'code callcount reccallcount totaltime inlinetime')


class Profile(_profiling.Reports):
    """Counts between `enable` and `disable`."""

    _active = None

    def __init__(self, timer=None, timeunit=0.0, subcalls=True, builtins=True):
        self._timer, self._unit = timer, timeunit or 1
        self._subcalls, self._builtins = subcalls, builtins
        self.clear()

    def enable(self, subcalls=True, builtins=True):
        """Count from here on."""
        if Profile._active is self:
            return
        if Profile._active is not None:
            raise ValueError('Another profiling tool is already active')
        Profile._active = self
        self._subcalls = subcalls
        self._builtins = self._counter.builtins = builtins
        self._counter.listen, self._counter.finish = self._counter._listener()
        sys.setprofile(self._counter.listen)

    def disable(self):
        """Count no more."""
        if Profile._active is self:
            sys.setprofile(None)
            self._counter.finish()
            Profile._active = None

    def clear(self):
        """Forget what was counted."""
        self._counter = _profiling.Counter(self._timer, builtins=self._builtins)
        if Profile._active is self:
            sys.setprofile(self._counter.listen)

    def getstats(self):
        """A list of what is known of each function, and of its calls of others."""
        return [profiler_entry(*self._numbers(tally), [
            profiler_subentry(*self._numbers(pair)) for pair in tally.callees.values() if pair.calls and self._subcalls
        ] or None) for tally in self._counter.tallies.values()
            if tally.calls and (self._builtins or tally.code not in _NATIVES)]

    def _numbers(self, tally):
        code = _NATIVES.get(tally.code, tally.code)
        return code, tally.calls, tally.inner, tally.total * self._unit, tally.own * self._unit

    def create_stats(self):
        """Stop, and make what `pstats` reads."""
        self.disable()
        self.snapshot_stats()

    def snapshot_stats(self):
        entries = self.getstats()
        callers = {label(entry.code): {} for entry in entries}
        self.stats = {label(entry.code): (entry.callcount - entry.reccallcount, entry.callcount, entry.inlinetime,
                                          entry.totaltime, callers[label(entry.code)]) for entry in entries}
        for entry in entries:
            for pair in entry.calls or ():
                known = callers[label(pair.code)]
                numbers = pair.callcount, pair.callcount - pair.reccallcount, pair.inlinetime, pair.totaltime
                # Several pieces of code may have one name and line.
                before = known.get(label(entry.code), (0, 0, 0, 0))
                known[label(entry.code)] = tuple(map(sum, zip(numbers, before)))

    def runctx(self, cmd, globals, locals):
        """Profile a statement."""
        self.enable()
        try:
            exec(cmd, globals, locals)
        finally:
            self.disable()
        return self

    def runcall(self, func, /, *args, **kw):
        """Profile one call."""
        self.enable()
        try:
            return func(*args, **kw)
        finally:
            self.disable()

    def __enter__(self):
        self.enable()
        return self

    def __exit__(self, *exc_info):
        self.disable()


# Natives elsewhere: reports are alike.
_NATIVES = {getattr(Profile, name).__code__: f"<method '{name}' of '_lsprof.Profiler' objects>"
            for name in ('enable', 'disable', 'clear', 'getstats')}


def label(code):
    """How `pstats` names a function: file, line, name."""
    if isinstance(code, str):
        return '~', 0, code
    return code.co_filename, code.co_firstlineno, code.co_name


def run(statement, filename=None, sort=-1):
    """Profile a statement in the namespace of the program; report to stdout or a file."""
    import __main__
    _profiling.run(Profile(), statement, __main__.__dict__, __main__.__dict__, filename, sort)


def runctx(statement, globals, locals, filename=None, sort=-1):
    """The same in other namespaces."""
    _profiling.run(Profile(), statement, globals, locals, filename, sort)


if __name__ == '__main__':
    import cProfile
    _profiling.main(cProfile)
