"""Reports of what profilers counted: sorted, cut to what matters, with callers and callees.

The numbers are a dict: `(file, line, name)` to `(calls that no other one of it was in, calls, own time,
total time, callers)`; each caller has a count, or four numbers as cProfile gives them.
"""

import marshal
import os
import re
import sys
import time
from dataclasses import dataclass
from enum import StrEnum

__all__ = ['Stats', 'SortKey', 'FunctionProfile', 'StatsProfile']


class SortKey(StrEnum):
    """By what reports are sorted."""

    CALLS = 'calls', 'ncalls'
    CUMULATIVE = 'cumulative', 'cumtime'
    FILENAME = 'filename', 'module'
    LINE = 'line'
    NAME = 'name'
    NFL = 'nfl'
    PCALLS = 'pcalls'
    STDNAME = 'stdname'
    TIME = 'time', 'tottime'

    def __new__(cls, *values):
        member = str.__new__(cls, values[0])
        member._value_ = values[0]
        for other in values[1:]:
            cls._value2member_map_[other] = member
        member._all_values = values
        return member


@dataclass(unsafe_hash=True)
class FunctionProfile:
    """One line of a report."""

    ncalls: str
    tottime: float
    percall_tottime: float
    cumtime: float
    percall_cumtime: float
    file_name: str
    line_number: int


@dataclass(unsafe_hash=True)
class StatsProfile:
    """A report."""

    total_tt: float
    func_profiles: dict[str, FunctionProfile]


class Stats:
    """The numbers of one or more runs. Methods return it, so that they can follow one another."""

    # What a word sorts by: columns of a line's numbers, each with its direction; and how the report says that.
    sort_arg_dict_default = {
        'calls': (((1, -1),), 'call count'),
        'ncalls': (((1, -1),), 'call count'),
        'cumtime': (((3, -1),), 'cumulative time'),
        'cumulative': (((3, -1),), 'cumulative time'),
        'filename': (((4, 1),), 'file name'),
        'line': (((5, 1),), 'line number'),
        'module': (((4, 1),), 'file name'),
        'name': (((6, 1),), 'function name'),
        'nfl': (((6, 1), (4, 1), (5, 1)), 'name/file/line'),
        'pcalls': (((0, -1),), 'primitive call count'),
        'stdname': (((7, 1),), 'standard name'),
        'time': (((2, -1),), 'internal time'),
        'tottime': (((2, -1),), 'internal time'),
    }

    def __init__(self, *args, stream=None):
        self.stream = stream or sys.stdout
        self.init(args[0] if args else None)
        self.add(*args[1:])

    # --- where numbers come from ---

    def init(self, arg):
        """Start anew, with the numbers of a file or a profiler."""
        self.stats, self.files = {}, []
        self.fcn_list = self.all_callees = None
        self.total_tt = self.total_calls = self.prim_calls = 0
        self.top_level = set()
        self.load_stats(arg)
        try:
            self.get_top_level_stats()
        except Exception:
            print(f'Invalid timing data {self.files[-1] if self.files else ""}', file=self.stream)
            raise

    def load_stats(self, arg):
        if arg is None:
            return
        if isinstance(arg, str):
            with open(arg, 'rb') as file:
                self.stats = marshal.load(file)
            self.files = [f'{time.ctime(os.stat(arg).st_mtime)}    {arg}']
        elif hasattr(arg, 'create_stats'):
            arg.create_stats()
            self.stats, arg.stats = arg.stats, {}
        if not self.stats:
            raise TypeError(f'Cannot create or construct a {self.__class__!r} object from {arg!r}')

    def get_top_level_stats(self):
        for function, (primitive, calls, own, _, callers) in self.stats.items():
            self.total_calls += calls
            self.prim_calls += primitive
            self.total_tt += own
            if ('jprofile', 0, 'profiler') in callers:
                self.top_level.add(function)

    def add(self, *arg_list):
        """The numbers of other runs, too."""
        for item in reversed(arg_list):
            if type(item) is not type(self):
                item = Stats(item)
            self.files += item.files
            self.total_calls += item.total_calls
            self.prim_calls += item.prim_calls
            self.total_tt += item.total_tt
            self.top_level |= item.top_level
            self.fcn_list = None
            for function, numbers in item.stats.items():
                self.stats[function] = add_func_stats(self.stats.get(function, (0, 0, 0, 0, {})), numbers)
        return self

    def dump_stats(self, filename):
        with open(filename, 'wb') as file:
            marshal.dump(self.stats, file)

    # --- order ---

    def get_sort_arg_defs(self):
        """The words to sort by, and what of them names one of them only."""
        words = self.sort_arg_dict_default
        starts = {}
        for word in words:
            for end in range(1, len(word) + 1):
                starts.setdefault(word[:end], []).append(word)
        return {start: words[found[0]] for start, found in starts.items()
                if len({words[word] for word in found}) == 1 or start in words}

    def sort_stats(self, *field):
        if not field:
            self.fcn_list = 0
            return self
        if len(field) == 1 and isinstance(field[0], int):
            field = {-1: 'stdname', 0: 'calls', 1: 'time', 2: 'cumulative'}[field[0]],
        elif any(type(word) is not type(field[0]) for word in field):
            raise TypeError("Can't have mixed argument type")
        words = self.get_sort_arg_defs()
        keys = [words[word.value if isinstance(word, SortKey) else word] for word in field]
        self.sort_type = ', '.join(described for _, described in keys)
        lines = [(*numbers[:4], *function, func_std_string(function), function)
                 for function, numbers in self.stats.items()]
        # Sorting keeps the order of equals: the last column first.
        for column, direction in reversed([column for columns, _ in keys for column in columns]):
            lines.sort(key=lambda line: line[column], reverse=direction < 0)
        self.fcn_list = [line[-1] for line in lines]
        return self

    def reverse_order(self):
        if self.fcn_list:
            self.fcn_list.reverse()
        return self

    def strip_dirs(self):
        """Leave the folders out of the names of files."""
        before, self.stats = self.stats, {}
        for function, (*numbers, callers) in before.items():
            stripped = func_strip_path(function)
            numbers = *numbers, {func_strip_path(caller): count for caller, count in callers.items()}
            if stripped in self.stats:
                numbers = add_func_stats(self.stats[stripped], numbers)
            self.stats[stripped] = numbers
        self.top_level = {func_strip_path(function) for function in self.top_level}
        self.fcn_list = self.all_callees = None
        return self

    def calc_callees(self):
        if not self.all_callees:
            self.all_callees = {function: {} for function in self.stats}
            for function, (*_, callers) in self.stats.items():
                for caller, count in callers.items():
                    self.all_callees.setdefault(caller, {})[function] = count

    # --- what is shown ---

    def eval_print_amount(self, sel, list, msg):
        """One restriction: a pattern, a count, or a part of all."""
        if isinstance(sel, str):
            try:
                matches = re.compile(sel).search
            except re.error:
                return list, f'{msg}   <Invalid regular expression {sel!r}>\n'
            chosen = [function for function in list if matches(func_std_string(function))]
        elif isinstance(sel, float) and 0.0 <= sel < 1.0:
            chosen = list[:int(len(list) * sel + .5)]
        elif isinstance(sel, int) and 0 <= sel < len(list):
            chosen = list[:sel]
        else:
            chosen = list
        if len(chosen) != len(list):
            msg += f'   List reduced from {len(list)} to {len(chosen)} due to restriction <{sel!r}>\n'
        return chosen, msg

    def get_print_list(self, sel_list):
        """The width of names, and what is to be printed."""
        if self.fcn_list:
            chosen, msg = self.fcn_list[:], f'   Ordered by: {self.sort_type}\n'
        else:
            chosen, msg = list(self.stats), '   Random listing order was used\n'
        for restriction in sel_list:
            chosen, msg = self.eval_print_amount(restriction, chosen, msg)
        if not chosen:
            return 0, chosen
        print(msg, file=self.stream)
        return max(len(func_std_string(function)) for function in chosen) + 2, chosen

    def get_stats_profile(self):
        """The report as objects."""
        functions = {}
        for function in self.fcn_list or self.stats:
            file, line, name = function
            primitive, calls, own, total, _ = self.stats[function]
            functions[name] = FunctionProfile(
                _count(calls, primitive), float(f8(own)), float(f8(own / calls)) if calls else -1, float(f8(total)),
                float(f8(total / primitive)) if primitive else -1, file, line)
        return StatsProfile(float(f8(self.total_tt)) if functions else 0, functions)

    def print_stats(self, *amount):
        """The report."""
        for filename in self.files:
            print(filename, file=self.stream)
        if self.files:
            print(file=self.stream)
        indent = ' ' * 8
        for function in self.top_level:
            print(indent, func_get_function_name(function), file=self.stream)
        primitive = f'({self.prim_calls} primitive calls) ' if self.prim_calls != self.total_calls else ''
        print(f'{indent} {self.total_calls} function calls {primitive}in {self.total_tt:.3f} seconds\n',
              file=self.stream)
        _, chosen = self.get_print_list(amount)
        if chosen:
            self.print_title()
            for function in chosen:
                self.print_line(function)
            print('\n', file=self.stream)
        return self

    def print_title(self):
        print('   ncalls  tottime  percall  cumtime  percall filename:lineno(function)', file=self.stream)

    def print_line(self, func):
        primitive, calls, own, total, _ = self.stats[func]
        each_own = f8(own / calls) if calls else ' ' * 8
        each = f8(total / primitive) if primitive else ' ' * 8
        print(_count(calls, primitive).rjust(9), f8(own), each_own, f8(total), each, func_std_string(func),
              file=self.stream)

    def print_callees(self, *amount):
        """Whom each function called."""
        width, chosen = self.get_print_list(amount)
        self.calc_callees()
        self._print_calls(width, chosen, 'called...', '->', lambda function: self.all_callees.get(function, {}))
        return self

    def print_callers(self, *amount):
        """Who called each function."""
        width, chosen = self.get_print_list(amount)
        self._print_calls(width, chosen, 'was called by...', '<-', lambda function: self.stats[function][4])
        return self

    def _print_calls(self, width, chosen, title, arrow, calls_of):
        if chosen:
            self.print_call_heading(width, title)
            for function in chosen:
                self.print_call_line(width, function, calls_of(function), arrow)
            print('\n', file=self.stream)

    def print_call_heading(self, name_size, column_title):
        print('Function '.ljust(name_size) + column_title, file=self.stream)
        called = [callers for *_, callers in self.stats.values() if callers]
        if called and isinstance(next(iter(called[0].values())), tuple):
            print(' ' * name_size + '    ncalls  tottime  cumtime', file=self.stream)

    def print_call_line(self, name_size, source, call_dict, arrow='->'):
        begin = func_std_string(source).ljust(name_size) + arrow
        if not call_dict:
            print(begin, '', file=self.stream)
        for at, function in enumerate(sorted(call_dict)):
            name, count = func_std_string(function), call_dict[function]
            if isinstance(count, tuple):
                calls, primitive, own, total = count
                # The first line of calls is narrower: the name's arrow takes part of it.
                counted = _count(calls, primitive).rjust(9 if at else 7)
                line, left = f'{counted} {f8(own)} {f8(total)}  {name}', name_size + 1
            else:
                line, left = f'{name}({count!r}) {f8(self.stats[function][3])}', name_size + 3
            print(f'{begin} {line}' if at == 0 else ' ' * left + line, file=self.stream)


def _count(calls, primitive):
    return str(calls) if calls == primitive else f'{calls}/{primitive}'


def f8(x):
    return f'{x:8.3f}'


# --- names ---

def func_strip_path(func_name):
    filename, line, name = func_name
    return os.path.basename(filename), line, name


def func_get_function_name(func):
    return func[2]


def func_std_string(func_name):
    """As it stands in reports."""
    filename, line, name = func_name
    if (filename, line) != ('~', 0):
        return f'{filename}:{line}({name})'
    return f'{{{name[1:-1]}}}' if name.startswith('<') and name.endswith('>') else name


# --- sums ---

def add_func_stats(target, source):
    *numbers, callers = source
    *others, other_callers = target
    return *map(sum, zip(numbers, others)), add_callers(other_callers, callers)


def add_callers(target, source):
    """The calls of two runs."""
    both = dict(target)
    for function, count in source.items():
        if function not in both:
            both[function] = count
        elif isinstance(count, tuple):
            both[function] = tuple(map(sum, zip(count, both[function])))
        else:
            both[function] += count
    return both


def count_calls(callers):
    return sum(callers.values())


if __name__ == '__main__':
    from _pstats_browser import main
    main(sys.argv[1:])
