"""How long small pieces of code take."""

import gc
import itertools
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
        """Print the traceback of the exception that is being handled."""
        import traceback
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
