"""What cProfile and profile share: the counting, and programs that are run under a profiler.

    the stack of what runs                       one tally for each function
      [main]  own 3                                main: calls 1, own 3, total 9
        [fact]  own 2, below 4      -- ends -->    fact: calls 5 (4 within itself), own 6, total 6
          [fact] own 4                               and as much for each pair of caller and callee

A function's own time is what passes while it is the innermost one. When it ends, that and the time of all
below it are added to its tally, and to that of its caller's calls of it. A call within a call of the same
function adds nothing to the total: the outer one's time has it in it.
"""

import os
import sys
from time import perf_counter
from types import ModuleType

# Calls that are not reported.
_slot_wrapper, _setprofile = type(object.__init__), sys.setprofile


class Reports:
    """What can be done with the results of both."""

    def print_stats(self, sort=-1):
        import pstats
        pstats.Stats(self).strip_dirs().sort_stats(sort).print_stats()

    def dump_stats(self, file):
        import marshal
        with open(file, 'wb') as f:
            self.create_stats()
            marshal.dump(self.stats, f)

    def run(self, cmd):
        """Profile a statement in the namespace of the program."""
        import __main__
        return self.runctx(cmd, __main__.__dict__, __main__.__dict__)


class Tally:
    """The calls of one function, or those of it by one other."""

    __slots__ = 'code', 'calls', 'inner', 'own', 'total', 'depth', 'callees'

    def __init__(self, code):
        self.code = code
        self.calls = self.inner = self.own = self.total = self.depth = 0
        self.callees = {}

    def ended(self, own, total):
        self.calls += 1
        self.own += own
        self.depth -= 1
        if self.depth:
            self.inner += 1
        else:
            self.total += total


def name_of_native(function):
    """What stands in reports for a function that has no code."""
    owner = getattr(function, '__self__', None)
    name = function.__name__
    if isinstance(owner, ModuleType):
        return f'<built-in method {owner.__name__}.{name}>'
    found = function if owner is None else getattr(type(owner), name, None)
    return f'<built-in method {name}>' if found is None else repr(found)


class Counter:
    """Tallies what a thread runs. Each event costs one call of a closure, which is why it is one."""

    def __init__(self, timer=None, bias=0, builtins=True, name=name_of_native):
        self.tallies = {}
        self.timer = timer
        self.bias = bias
        self.builtins = builtins
        self.name = name
        self.listen, self.finish = self._listener()

    def _listener(self):
        tallies, natives, name, builtins = self.tallies, {}, self.name, self.builtins
        timer, bias = self.timer or perf_counter, self.bias
        # The clock's own cost is not the script's; but who brings a clock may count its readings.
        leaves_out_itself = self.timer is None
        stack = []
        running = None              # [tally, the tally of the caller's calls of it, own time, time below]
        last = timer()

        def native(function):
            key = name(function)
            found = tallies.get(key)
            if found is None:
                found = tallies[key] = Tally(key)
            if not hasattr(function, '__self__') or isinstance(function.__self__, ModuleType):
                natives[function] = found
            return found

        def listen(frame, event, arg):
            nonlocal running, last
            is_native = event[0] == 'c' and event != 'call'
            if is_native and (not builtins or type(arg) is _slot_wrapper or arg is _setprofile):
                return
            now = timer()
            if running is not None:
                running[2] += now - last - bias
            if event == 'call' or event == 'c_call':
                if is_native:
                    tally = natives.get(arg) or native(arg)
                else:
                    code = frame.f_code
                    tally = tallies.get(code)
                    if tally is None:
                        tally = tallies[code] = Tally(code)
                tally.depth += 1
                pair = None
                if running is not None:
                    stack.append(running)
                    callees = running[0].callees
                    pair = callees.get(tally)
                    if pair is None:
                        pair = callees[tally] = Tally(tally.code)
                    pair.depth += 1
                running = [tally, pair, 0, 0]
            elif running is not None:
                end()
            last = timer() if leaves_out_itself else now

        def end():
            nonlocal running
            tally, pair, own, below = running
            total = own + below
            tally.ended(own, total)
            running = None
            if pair is not None:
                pair.ended(own, total)
                running = stack.pop()
                running[3] += total

        def finish():
            """Ends what still runs: its ends will not be told."""
            nonlocal last
            while running is not None:
                now = timer()
                running[2] += now - last - bias
                last = now
                end()

        return listen, finish


def run(profiler, statement, globals, locals, filename, sort):
    """Profile a statement; the report goes to a file or to stdout."""
    try:
        profiler.runctx(statement, globals, locals)
    except SystemExit:
        pass
    finally:
        if filename is None:
            profiler.print_stats(sort)
        else:
            profiler.dump_stats(filename)


def main(module):
    """`python -m cProfile` and `python -m profile`."""
    import io
    import pstats
    from importlib.machinery import ModuleSpec
    from optparse import OptionParser
    name = f'{module.__name__}.py'
    parser = OptionParser(f'{name} [-o output_file_path] [-s sort] [-m module | scriptfile] [arg] ...', prog=name)
    parser.allow_interspersed_args = False
    parser.add_option('-o', '--outfile', dest='outfile', default=None, help='Save stats to <outfile>')
    parser.add_option('-m', dest='module', action='store_true', default=False, help='Profile a library module')
    parser.add_option('-s', '--sort', dest='sort', default=2, choices=sorted(pstats.Stats.sort_arg_dict_default),
                      help='Sort order when printing to stdout, based on pstats.Stats class')
    options, arguments = parser.parse_args()
    if not arguments:
        parser.print_usage()
        sys.exit(2)
    sys.argv[:] = arguments
    if options.outfile is not None:
        # The script may go to another folder.
        options.outfile = os.path.abspath(options.outfile)
    if options.module:
        import runpy
        code = 'run_module(modname, run_name="__main__")'
        names = {'run_module': runpy.run_module, 'modname': arguments[0]}
    else:
        script = arguments[0]
        sys.path.insert(0, os.path.dirname(script))
        with io.open_code(script) as file:
            code = compile(file.read(), script, 'exec')
        spec = ModuleSpec('__main__', None, origin=script)
        names = {'__spec__': spec, '__file__': script, '__name__': '__main__', '__package__': None,
                 '__cached__': None}
    try:
        module.runctx(code, names, None, options.outfile, options.sort)
    except BrokenPipeError as error:
        # Nobody reads the report.
        sys.stdout = None
        sys.exit(error.errno)
