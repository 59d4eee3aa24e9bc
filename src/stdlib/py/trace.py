"""Which lines and functions of a program run, in which order, and how often.

    python -m trace --trace script.py                shows each line before it runs
    python -m trace --count --missing script.py      script.cover: the source, with counts
    python -m trace --listfuncs script.py            the functions that were called
    python -m trace --trackcalls script.py           and by which
"""

import io
import linecache
import os
import pickle
import sys
import sysconfig
import threading
import token
import tokenize
from time import monotonic as _time

__all__ = ['Trace', 'CoverageResults']

PRAGMA_NOCOVER = '#pragma NO COVER'


class _Ignore:
    """Modules and folders that are none of the program's."""

    def __init__(self, modules=None, dirs=None):
        self._mods = set(modules or ())
        self._dirs = [os.path.normpath(folder) for folder in dirs or ()]
        self._ignore = {'<string>': 1}

    def names(self, filename, modulename):
        """1 if it is ignored, else 0. The first answer for a name is for good."""
        if modulename not in self._ignore:
            self._ignore[modulename] = int(
                any(modulename == name or modulename.startswith(name + '.') for name in self._mods)
                or filename is None
                or any(filename.startswith(folder + os.sep) for folder in self._dirs))
        return self._ignore[modulename]


def _modname(path):
    """What a file's module may be called."""
    if path.startswith('<frozen '):
        return path[len('<frozen '):-1]
    return os.path.splitext(os.path.basename(path))[0]


def _fullmodname(path):
    """The same, with the packages that it is in: what is below the longest of sys.path."""
    above = [folder for folder in map(os.path.normcase, sys.path)
             if os.path.normcase(path).startswith(folder) and path[len(folder):len(folder) + 1] == os.sep]
    base = path[len(max(above, key=len)) + 1:] if any(above) else path
    return os.path.splitext(base.replace(os.sep, '.'))[0].lstrip('.')


class CoverageResults:
    """What was counted: lines by `(file, line)`, functions by `(file, module, function)`, and pairs of those."""

    def __init__(self, counts=None, calledfuncs=None, infile=None, callers=None, outfile=None):
        self.counts = {} if counts is None else counts
        self.counter = self.counts.copy()
        self.calledfuncs = dict(calledfuncs or {})
        self.callers = dict(callers or {})
        self.infile, self.outfile = infile, outfile
        if infile:
            try:
                with open(infile, 'rb') as file:
                    counts, calledfuncs, callers = pickle.load(file)
                self.update(self.__class__(counts, calledfuncs, callers=callers))
            except (OSError, EOFError, ValueError) as error:
                print(f'Skipping counts file {infile!r}: {error}', file=sys.stderr)

    def is_ignored_filename(self, filename):
        return filename.startswith('<') and filename.endswith('>')

    def update(self, other):
        """What another run counted is added."""
        for key, count in other.counts.items():
            self.counts[key] = self.counts.get(key, 0) + count
        for key in other.calledfuncs:
            self.calledfuncs[key] = 1
        for key in other.callers:
            self.callers[key] = 1

    def write_results(self, show_missing=True, summary=False, coverdir=None):
        """Print functions and calls, and write the lines' counts to files beside the source, or in a folder."""
        if self.calledfuncs:
            print('\nfunctions called:')
            for filename, module, function in sorted(self.calledfuncs):
                print(f'filename: {filename}, modulename: {module}, funcname: {function}')
        if self.callers:
            self._print_callers()
        files = {}
        for (filename, line), count in self.counts.items():
            files.setdefault(filename, {})[line] = count
        sums = {}
        for filename, hits in files.items():
            if self.is_ignored_filename(filename):
                continue
            if coverdir is None:
                folder, module = os.path.dirname(os.path.abspath(filename)), _modname(filename)
            else:
                folder, module = coverdir, _fullmodname(filename)
                os.makedirs(folder, exist_ok=True)
            lines = _find_executable_linenos(filename) if show_missing else {}
            with open(filename, 'rb') as file:
                encoding, _ = tokenize.detect_encoding(file.readline)
            ran, total = self.write_results_file(
                os.path.join(folder, module + '.cover'), linecache.getlines(filename), lines, hits, encoding)
            if summary and total:
                sums[module] = total, int(100 * ran / total), filename
        if sums:
            print('lines   cov%   module   (path)')
            for module in sorted(sums):
                total, percent, filename = sums[module]
                print(f'{total:5}   {percent:3}%   {module}   ({filename})')
        if self.outfile:
            try:
                with open(self.outfile, 'wb') as file:
                    pickle.dump((self.counts, self.calledfuncs, self.callers), file, 1)
            except OSError as error:
                print(f"Can't save counts files because {error}", file=sys.stderr)

    def _print_callers(self):
        print('\ncalling relationships:')
        caller_file = callee_file = ''
        for (file, module, function), (other_file, other_module, other_function) in sorted(self.callers):
            if file != caller_file:
                print('\n***', file, '***')
                caller_file, callee_file = file, ''
            if other_file not in (file, callee_file):
                print('  -->', other_file)
                callee_file = other_file
            print(f'    {module}.{function} -> {other_module}.{other_function}')

    def write_results_file(self, path, lines, lnotab, lines_hit, encoding=None):
        """Write a file's lines with their counts; how many ran, of how many that can."""
        try:
            out = open(path, 'w', encoding=encoding)
        except OSError as error:
            print(f'trace: Could not open {path!r} for writing: {error} - skipping', file=sys.stderr)
            return 0, 0
        ran = total = 0
        with out:
            for number, line in enumerate(lines, 1):
                mark = '       '
                if number in lines_hit:
                    mark = f'{lines_hit[number]:5}: '
                    ran += 1
                    total += 1
                elif number in lnotab and PRAGMA_NOCOVER not in line:
                    mark = '>>>>>> '
                    total += 1
                out.write(mark + line.expandtabs(8))
        return ran, total


# --- lines that can run ---

def _find_lines_from_code(code, strs):
    return {line: 1 for *_, line in code.co_lines() if line and line not in strs}


def _find_lines(code, strs):
    """Those of some code and of what is within it, without those of texts."""
    lines = _find_lines_from_code(code, strs)
    for constant in code.co_consts:
        if isinstance(constant, type(code)):
            lines.update(_find_lines(constant, strs))
    return lines


def _find_strings(filename, encoding=None):
    """The lines of what may be documentation: texts that a block begins with."""
    lines = {}
    before = token.INDENT
    with open(filename, encoding=encoding) as file:
        for kind, _, start, end, _ in tokenize.generate_tokens(file.readline):
            if kind == token.STRING and before == token.INDENT:
                lines.update(dict.fromkeys(range(start[0], end[0] + 1), 1))
            before = kind
    return lines


def _find_executable_linenos(filename):
    try:
        with tokenize.open(filename) as file:
            text, encoding = file.read(), file.encoding
    except OSError as error:
        print(f'Not printing coverage data for {filename!r}: {error}', file=sys.stderr)
        return {}
    return _find_lines(compile(text, filename, 'exec'), _find_strings(filename, encoding))


# --- counting ---

class Trace:
    """Runs something, and shows or counts what it does."""

    def __init__(self, count=1, trace=1, countfuncs=0, countcallers=0, ignoremods=(), ignoredirs=(),
                 infile=None, outfile=None, timing=False):
        self.infile, self.outfile = infile, outfile
        self.ignore = _Ignore(ignoremods, ignoredirs)
        self.counts = {}
        self.trace = trace
        self._calledfuncs = {}
        self._callers = {}
        self.start_time = _time() if timing else None
        self.donothing = not (countcallers or countfuncs or trace or count)
        self.globaltrace = (self.globaltrace_trackcallers if countcallers else
                            self.globaltrace_countfuncs if countfuncs else self.globaltrace_lt)
        self.localtrace = (self.localtrace_trace_and_count if trace and count else
                           self.localtrace_trace if trace else self.localtrace_count)

    def run(self, cmd):
        """A statement, in the namespace of the program."""
        import __main__
        self.runctx(cmd, __main__.__dict__, __main__.__dict__)

    def runctx(self, cmd, globals=None, locals=None):
        """A statement."""
        globals = {} if globals is None else globals
        locals = {} if locals is None else locals
        if not self.donothing:
            threading.settrace(self.globaltrace)
            sys.settrace(self.globaltrace)
        try:
            exec(cmd, globals, locals)
        finally:
            if not self.donothing:
                sys.settrace(None)
                threading.settrace(None)

    def runfunc(self, func, /, *args, **kw):
        """A call; its result."""
        if not self.donothing:
            sys.settrace(self.globaltrace)
        try:
            return func(*args, **kw)
        finally:
            if not self.donothing:
                sys.settrace(None)

    def file_module_function_of(self, frame):
        """A frame's function; of a method, its class too."""
        code = frame.f_code
        owner = code.co_qualname.rpartition('.')[0].rpartition('.')[2]
        name = f'{owner}.{code.co_name}' if owner not in ('', '<locals>') else code.co_name
        return code.co_filename, _modname(code.co_filename) if code.co_filename else None, name

    def globaltrace_trackcallers(self, frame, why, arg):
        if why == 'call':
            pair = self.file_module_function_of(frame.f_back), self.file_module_function_of(frame)
            self._callers[pair] = 1

    def globaltrace_countfuncs(self, frame, why, arg):
        if why == 'call':
            self._calledfuncs[self.file_module_function_of(frame)] = 1

    def globaltrace_lt(self, frame, why, arg):
        """The function for the lines of a frame, unless it is ignored."""
        filename = frame.f_globals.get('__file__') if why == 'call' else None
        if not filename:
            return None
        module = _modname(filename)
        if self.ignore.names(filename, module):
            return None
        if self.trace:
            print(f' --- modulename: {module}, funcname: {frame.f_code.co_name}')
        return self.localtrace

    def _count(self, frame):
        key = frame.f_code.co_filename, frame.f_lineno
        self.counts[key] = self.counts.get(key, 0) + 1

    def _show(self, frame):
        if self.start_time:
            print(f'{_time() - self.start_time:.2f}', end=' ')
        filename, line = frame.f_code.co_filename, frame.f_lineno
        print(f'{os.path.basename(filename)}({line}): {linecache.getline(filename, line)}', end='')

    def localtrace_trace_and_count(self, frame, why, arg):
        if why == 'line':
            self._count(frame)
            self._show(frame)
        return self.localtrace

    def localtrace_trace(self, frame, why, arg):
        if why == 'line':
            self._show(frame)
        return self.localtrace

    def localtrace_count(self, frame, why, arg):
        if why == 'line':
            self._count(frame)
        return self.localtrace

    def results(self):
        return CoverageResults(self.counts, infile=self.infile, outfile=self.outfile,
                               calledfuncs=self._calledfuncs, callers=self._callers)


# --- from the command line ---

def _parser():
    import argparse
    parser = argparse.ArgumentParser('trace.py')
    parser.add_argument('--version', action='version', version='trace 2.0')
    group = parser.add_argument_group('Main options', 'One of these (or --report) must be given')
    group.add_argument('-c', '--count', action='store_true',
                       help='Write how often each line ran to <module>.cover files')
    group.add_argument('-t', '--trace', action='store_true', help='Print each line before it runs')
    group.add_argument('-l', '--listfuncs', action='store_true', help='Print the functions that were called')
    group.add_argument('-T', '--trackcalls', action='store_true', help='Print which functions called which')
    group = parser.add_argument_group('Modifiers')
    either = group.add_mutually_exclusive_group()
    either.add_argument('-r', '--report', action='store_true',
                        help='Run nothing: write the counts that --file has from earlier runs')
    either.add_argument('-R', '--no-report', action='store_true', help='Write no .cover files')
    group.add_argument('-f', '--file', help='Keep the counts of several runs in this file')
    group.add_argument('-C', '--coverdir', help='The folder for .cover files')
    group.add_argument('-m', '--missing', action='store_true', help='Mark lines that did not run with ">>>>>> "')
    group.add_argument('-s', '--summary', action='store_true', help='Print how much of each file ran')
    group.add_argument('-g', '--timing', action='store_true',
                       help='Begin each printed line with the seconds since the start')
    group = parser.add_argument_group('Filters', 'Can be specified multiple times')
    group.add_argument('--ignore-module', action='append', default=[],
                       help='Modules to leave out, with commas between them')
    group.add_argument('--ignore-dir', action='append', default=[],
                       help='Folders to leave out, with colons between them')
    parser.add_argument('--module', action='store_true', default=False, help='Trace a module')
    parser.add_argument('progname', nargs='?', help='file to run as main program')
    parser.add_argument('arguments', nargs=argparse.REMAINDER, help='arguments to the program')
    return parser


def _ignored_folder(text):
    text = os.path.expanduser(os.path.expandvars(text))
    text = text.replace('$prefix', sysconfig.get_path('stdlib'))
    return os.path.normpath(text.replace('$exec_prefix', sysconfig.get_path('platstdlib')))


def _program(opts):
    """The code to run, and its namespace; sys.argv and sys.path are made its own."""
    names = {'__name__': '__main__', '__package__': None, '__cached__': None}
    if opts.module:
        import runpy
        _, spec, code = runpy._get_module_details(opts.progname)
        sys.argv = [code.co_filename, *opts.arguments]
        names |= {'__file__': code.co_filename, '__package__': spec.parent, '__loader__': spec.loader,
                  '__spec__': spec}
        return code, names
    sys.argv = [opts.progname, *opts.arguments]
    sys.path[0] = os.path.dirname(opts.progname)
    with io.open_code(opts.progname) as file:
        code = compile(file.read(), opts.progname, 'exec')
    return code, names | {'__file__': opts.progname}


def main():
    parser = _parser()
    opts = parser.parse_args()
    modules = [name.strip() for names in opts.ignore_module for name in names.split(',')]
    folders = [_ignored_folder(name) for names in opts.ignore_dir for name in names.split(os.pathsep)]
    if opts.report:
        if not opts.file:
            parser.error('-r/--report requires -f/--file')
        results = CoverageResults(infile=opts.file, outfile=opts.file)
        return results.write_results(opts.missing, opts.summary, opts.coverdir)
    if not any([opts.trace, opts.count, opts.listfuncs, opts.trackcalls]):
        parser.error('must specify one of --trace, --count, --report, --listfuncs, or --trackcalls')
    if opts.listfuncs and (opts.count or opts.trace):
        parser.error('cannot specify both --listfuncs and (--trace or --count)')
    if opts.summary and not opts.count:
        parser.error('--summary can only be used with --count or --report')
    if opts.progname is None:
        parser.error('progname is missing: required with the main options')
    tracer = Trace(opts.count, opts.trace, countfuncs=opts.listfuncs, countcallers=opts.trackcalls,
                   ignoremods=modules, ignoredirs=folders, infile=opts.file, outfile=opts.file, timing=opts.timing)
    try:
        code, names = _program(opts)
        tracer.runctx(code, names, names)
    except OSError as error:
        sys.exit(f'Cannot run file {sys.argv[0]!r} because: {error}')
    except SystemExit:
        pass
    results = tracer.results()
    if not opts.no_report:
        results.write_results(opts.missing, opts.summary, opts.coverdir)


if __name__ == '__main__':
    main()
