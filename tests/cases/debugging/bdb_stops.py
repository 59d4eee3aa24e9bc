# A debugger that notes where it stops, and is told what to do next.
import bdb
import os

FILE = os.path.basename(__file__)


class Notes(bdb.Bdb):
    def __init__(self, *commands, **options):
        super().__init__(**options)
        self.commands = list(commands)

    def note(self, event, frame):
        if frame.f_code.co_filename != __file__ and frame.f_code.co_name == '<module>':
            place = 'the statement'
        else:
            place = frame.f_code.co_name
        command, *arguments = self.commands.pop(0) if self.commands else ('set_continue',)
        print(f'{event:10}{place} +{frame.f_lineno - frame.f_code.co_firstlineno} -> {command}')
        if command in ('set_next', 'set_return', 'set_until'):
            arguments.insert(0, frame)
        getattr(self, command)(*arguments)

    def user_call(self, frame, arguments):
        self.note('call', frame)

    def user_line(self, frame):
        self.note('line', frame)

    def user_return(self, frame, value):
        self.note(f'= {value}', frame)

    def user_exception(self, frame, info):
        self.note(info[0].__name__, frame)

    def do_clear(self, arg):
        print('used up', self.get_bpbynumber(arg))
        self.clear_bpbynumber(arg)


def inner(n):
    total = n
    total += 1
    return total


def outer():
    first = inner(1)
    second = inner(first)
    return second


def fails():
    for value in numbers():
        inner(value)
    return 1 / 0


def numbers():
    yield 1
    yield 2


step, over, out = ('set_step',), ('set_next',), ('set_return',)
print(Notes(step, step, step, step, out, step, over, over, over).runcall(outer))
Notes(step, step, over, over, over, over, over, over, over).run('outer()', globals())
try:
    Notes(over, over, over, over, over, over, over, over).runcall(fails)
except ZeroDivisionError as error:
    print(error)
print(Notes(step, step, ('set_quit',)).runeval('outer()', globals()))
print(Notes(step, ('set_until', outer.__code__.co_firstlineno + 3), over).runcall(outer))

FIRST = inner.__code__.co_firstlineno
notes = Notes()
print(notes.set_break(__file__, FIRST + 2), notes.set_break(__file__, 10000).replace(__file__, FILE))
notes.set_break(__file__, FIRST + 1, temporary=True, cond='n == 2')
notes.set_break(__file__, FIRST, funcname='inner')
for breakpoint in bdb.Breakpoint.bpbynumber[1:]:
    print(breakpoint.bpformat().replace(__file__, FILE))
bdb.Breakpoint.bpbynumber[1].ignore = 1
bdb.Breakpoint.bpbynumber[3].disable()
notes.runcall(outer)
for breakpoint in filter(None, bdb.Breakpoint.bpbynumber):
    print(breakpoint.bpformat().replace(__file__, FILE))
print(notes.get_file_breaks(__file__) == [FIRST + 2, FIRST], notes.clear_break(__file__, 1).replace(__file__, FILE))
for wrong in ['', 'x', '9', '2']:
    try:
        notes.get_bpbynumber(wrong)
    except ValueError as error:
        print(error)
print(notes.clear_all_breaks(), notes.clear_all_breaks(), notes.clear_all_file_breaks('x') is not None)
Notes(step, step, step, skip=['for_nobody', '__main__']).runcall(outer)
