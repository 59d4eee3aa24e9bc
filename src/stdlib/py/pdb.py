"""The debugger: it shows a prompt wherever the program stops.

    python -m pdb script.py     from the first line on
    breakpoint()                from here on
    pdb.run('statement')        a statement; also runeval, runcall
    pdb.pm(), post_mortem()     where an exception came from

A blank line does the last command once more. What is no command is a statement of Python, done where the program
has stopped; one that looks like a command has an exclamation mark in front. Several commands in a line are
parted by ';;'. Lines of ~/.pdbrc and ./.pdbrc are done first.

The commands:

"""

import bdb
import cmd
import code
import os
import re
import signal
import sys
import traceback

from _pdb_breaks import Breaks, find_function
from _pdb_looks import Looks, line_prefix
from _pdb_main import _ModuleTarget, _ScriptTarget, main

__all__ = ['run', 'pm', 'Pdb', 'runeval', 'runctx', 'runcall', 'set_trace', 'post_mortem', 'help']


class Restart(Exception):
    """The program is to be started anew."""


class Pdb(Breaks, Looks, bdb.Bdb, cmd.Cmd):
    """Where the program stops, commands are read."""

    _previous_sigint_handler = None
    commands_resuming = ['do_continue', 'do_step', 'do_next', 'do_return', 'do_quit', 'do_jump']

    def __init__(self, completekey='tab', stdin=None, stdout=None, skip=None, nosigint=False, readrc=True):
        bdb.Bdb.__init__(self, skip=skip)
        cmd.Cmd.__init__(self, completekey, stdin, stdout)
        if stdout:
            self.use_rawinput = 0
        self.prompt = '(Pdb) '
        self.aliases = {}
        self.displaying = {}
        self.mainpyfile = ''
        self._wait_for_mainpyfile = False
        self._user_requested_quit = False
        self.tb_lineno = {}
        self.allow_kbdint = False
        self.nosigint = nosigint
        self.rcLines = []
        for name in (os.path.expanduser('~/.pdbrc'), '.pdbrc') if readrc else ():
            try:
                with open(name, encoding='utf-8') as file:
                    self.rcLines.extend(file)
            except OSError:
                pass
        # Of breakpoints, by their numbers.
        self.commands, self.commands_doprompt, self.commands_silent = {}, {}, {}
        self.commands_defining = False
        self.commands_bnum = None

    def message(self, msg):
        print(msg, file=self.stdout)

    def error(self, msg):
        print('***', msg, file=self.stdout)

    def _format_exc(self, exc):
        return traceback.format_exception_only(exc)[-1].strip()

    def _error_exc(self):
        self.error(self._format_exc(sys.exception()))

    # --- where the program stops ---

    def reset(self):
        bdb.Bdb.reset(self)
        self.forget()

    def forget(self):
        """It runs on: what is known of the frames is not true any more."""
        if getattr(self, 'curframe', None):
            self.curframe.f_globals.pop('__pdb_convenience_variables', None)
        self.lineno = self.curframe = None
        self.stack, self.curindex = [], 0
        self.tb_lineno.clear()

    def setup(self, f, tb):
        self.forget()
        self.stack, self.curindex = self.get_stack(f, tb)
        while tb:
            # In a handler or a `finally`, frames have gone on since.
            self.tb_lineno[tb.tb_frame] = tb.tb_lineno
            tb = tb.tb_next
        self.curframe = self.stack[self.curindex][0]
        # Asking for `f_locals` again would undo assignments.
        self.curframe_locals = self.curframe.f_locals
        self.set_convenience_variable(self.curframe, '_frame', self.curframe)
        return self.execRcLines()

    def execRcLines(self):
        """Does the lines of .pdbrc, once; whether one of them lets the program run on."""
        lines, self.rcLines = self.rcLines, []
        while lines:
            line = lines.pop(0).strip()
            if line and not line.startswith('#') and self.onecmd(line):
                self.rcLines += lines
                return True
        return False

    def set_convenience_variable(self, frame, name, value):
        """`$name` at the prompt."""
        frame.f_globals.setdefault('__pdb_convenience_variables', {})[name] = value

    def user_call(self, frame, argument_list):
        if not self._wait_for_mainpyfile and self.stop_here(frame):
            self.message('--Call--')
            self.interaction(frame, None)

    def user_line(self, frame):
        if self._wait_for_mainpyfile:
            # What runs before the program's first line is no part of it.
            if self.mainpyfile != self.canonic(frame.f_code.co_filename) or frame.f_lineno <= 0:
                return
            self._wait_for_mainpyfile = False
        if self.bp_commands(frame):
            self.interaction(frame, None)

    def user_return(self, frame, return_value):
        if self._wait_for_mainpyfile:
            return
        frame.f_locals['__return__'] = return_value
        self.set_convenience_variable(frame, '_retval', return_value)
        self.message('--Return--')
        self.interaction(frame, None)

    def user_exception(self, frame, exc_info):
        if self._wait_for_mainpyfile:
            return
        kind, error, trace = exc_info
        frame.f_locals['__exception__'] = kind, error
        self.set_convenience_variable(frame, '_exception', error)
        # One that a loop over a generator sees, and nobody else.
        internal = 'Internal ' if not trace and kind is StopIteration else ''
        self.message(internal + self._format_exc(error))
        self.interaction(frame, trace)

    def interaction(self, frame, traceback):
        """The prompt, until a command lets the program run on."""
        if Pdb._previous_sigint_handler:
            try:
                signal.signal(signal.SIGINT, Pdb._previous_sigint_handler)
                Pdb._previous_sigint_handler = None
            except ValueError:
                pass
        if not self.setup(frame, traceback):
            self.print_stack_entry(self.stack[self.curindex])
            self._cmdloop()
        self.forget()

    def _cmdloop(self):
        while True:
            try:
                self.allow_kbdint = True
                self.cmdloop()
                self.allow_kbdint = False
                return
            except KeyboardInterrupt:
                self.message('--KeyboardInterrupt--')

    def sigint_handler(self, signum, frame):
        """Ctrl-C stops a program that runs on."""
        if self.allow_kbdint:
            raise KeyboardInterrupt
        self.message("\nProgram interrupted. (Use 'cont' to resume).")
        self.set_step()
        self.set_trace(frame)

    # --- lines ---

    def precmd(self, line):
        """Aliases, several commands, and `$name`."""
        words = line.split()
        if not words:
            return line
        while words[0] in self.aliases:
            line = self.aliases[words[0]]
            for number, word in enumerate(words[1:], 1):
                line = line.replace(f'%{number}', word)
            line = line.replace('%*', ' '.join(words[1:]))
            words = line.split()
        if words[0] != 'alias' and ';;' in line:
            line, _, later = line.partition(';;')
            line = line.rstrip()
            self.cmdqueue.append(later.lstrip())
        return re.sub(r'\$([a-zA-Z_][a-zA-Z0-9_]*)', r'__pdb_convenience_variables["\1"]', line)

    def onecmd(self, line):
        if self.commands_defining:
            return self.handle_command_def(line)
        return cmd.Cmd.onecmd(self, line)

    def default(self, line):
        """A statement."""
        if line.startswith('!'):
            line = line[1:].strip()
        kept = sys.stdin, sys.stdout, sys.displayhook
        try:
            statement = compile(line + '\n', '<stdin>', 'single')
            try:
                sys.stdin, sys.stdout, sys.displayhook = self.stdin, self.stdout, self.displayhook
                exec(statement, self.curframe.f_globals, self.curframe_locals)
            finally:
                sys.stdin, sys.stdout, sys.displayhook = kept
        except BaseException:
            self._error_exc()

    def displayhook(self, obj):
        """Shows a value; the program's `_` stays as it is."""
        if obj is not None:
            self.message(repr(obj))

    # --- running on ---

    def do_step(self, arg):
        """s(tep)

        Run on to the next line, be it in a function that this one
        calls.
        """
        self.set_step()
        return True

    do_s = do_step

    def do_next(self, arg):
        """n(ext)

        Run on to the next line of this function, or its end.
        """
        self.set_next(self.curframe)
        return True

    do_n = do_next

    def do_until(self, arg):
        """unt(il) [lineno]

        Run on to a line further down, as out of a loop, or to the
        one that is given or one behind it; or to the function's end.
        """
        line = None
        if arg:
            try:
                line = int(arg)
            except ValueError:
                self.error(f'Error in argument: {arg!r}')
                return False
            if line <= self.curframe.f_lineno:
                self.error('"until" line number is smaller than current line number')
                return False
        self.set_until(self.curframe, line)
        return True

    do_unt = do_until

    def do_return(self, arg):
        """r(eturn)

        Run on to the end of this function.
        """
        self.set_return(self.curframe)
        return True

    do_r = do_return

    def do_continue(self, arg):
        """c(ont(inue))

        Run on to a breakpoint.
        """
        if not self.nosigint:
            try:
                Pdb._previous_sigint_handler = signal.signal(signal.SIGINT, self.sigint_handler)
            except ValueError:
                # Only the main thread can say what Ctrl-C does.
                pass
        self.set_continue()
        return True

    do_c = do_cont = do_continue

    def do_jump(self, arg):
        """j(ump) lineno

        Go to another line of this function without running what is
        between, where the interpreter can do that.
        """
        if self.curindex + 1 != len(self.stack):
            self.error('You can only jump within the bottom frame')
            return
        try:
            line = int(arg)
        except ValueError:
            self.error("The 'jump' command requires a line number")
            return
        try:
            self.curframe.f_lineno = line
        except (AttributeError, ValueError) as error:
            self.error(f'Jump failed: {error}')
            return
        self.stack[self.curindex] = self.curframe, line
        self.print_stack_entry(self.stack[self.curindex])

    do_j = do_jump

    def do_run(self, arg):
        """run [args...]

        Start the program anew, with other arguments if some are
        given.  Breakpoints stay.  Also known as restart.
        """
        if arg:
            import shlex
            try:
                sys.argv[1:] = shlex.split(arg)
            except ValueError as error:
                self.error(f'Cannot run {arg}: {error}')
                return
        raise Restart

    do_restart = do_run

    def do_quit(self, arg):
        """q(uit) | exit

        Leave the debugger; that ends the program, too.
        """
        self._user_requested_quit = True
        self.set_quit()
        return True

    do_q = do_exit = do_quit

    def do_EOF(self, arg):
        """EOF

        The end of the input leaves the debugger.
        """
        self.message('')
        return self.do_quit(arg)

    # --- more debuggers, prompts, words ---

    def do_debug(self, arg):
        """debug code

        Step through a statement, which is done here, in a debugger
        of its own.
        """
        sys.settrace(None)
        inner = Pdb(self.completekey, self.stdin, self.stdout)
        inner.prompt = f'({self.prompt.strip()}) '
        self.message('ENTERING RECURSIVE DEBUGGER')
        try:
            sys.call_tracing(inner.run, (arg, self.curframe.f_globals, self.curframe_locals))
        except Exception:
            self._error_exc()
        self.message('LEAVING RECURSIVE DEBUGGER')
        sys.settrace(self.trace_dispatch)
        self.lastcmd = inner.lastcmd

    def do_interact(self, arg):
        """interact

        Show Python's own prompt; it has a copy of the names that
        are known here.
        """
        code.interact('*interactive*', local={**self.curframe.f_globals, **self.curframe_locals})

    def do_alias(self, arg):
        """alias [name [command]]

        Make a name stand for a command, in which %1, %2 .. are the
        words behind the name, and %* all of them.  With a name only,
        show what it stands for; with none, list all.
        """
        name, *command = arg.split() or ['']
        if command:
            self.aliases[name] = ' '.join(command)
        elif not name:
            for name in sorted(self.aliases):
                self.message(f'{name} = {self.aliases[name]}')
        elif name in self.aliases:
            self.message(f'{name} = {self.aliases[name]}')
        else:
            self.error(f"Unknown alias '{name}'")

    def do_unalias(self, arg):
        """unalias name

        Delete an alias.
        """
        for name in arg.split()[:1]:
            self.aliases.pop(name, None)

    # --- help ---

    def do_help(self, arg):
        """h(elp)

        List the commands, or tell about one.  help pdb tells about
        all of them, help exec about statements.
        """
        if not arg:
            cmd.Cmd.do_help(self, arg)
            return
        topic = getattr(self, 'help_' + arg, None)
        command = getattr(self, 'do_' + arg, None)
        if topic:
            topic()
        elif not command:
            self.error(f'No help for {arg!r}')
        elif command.__doc__ is None:
            self.error(f'No help for {arg!r}; __doc__ string missing')
        else:
            self.message(self._help_message_from_doc(command.__doc__))

    do_h = do_help

    def help_exec(self):
        """(!) statement

        Do a statement of one line where the program has stopped.
        The exclamation mark may be left out unless it looks like a
        command.  Global names are assigned to behind a global
        statement: global n; n = 1
        """
        self.message(self.help_exec.__doc__.strip())

    def help_pdb(self):
        help()

    def _help_message_from_doc(self, doc):
        lines = [line.strip() for line in doc.rstrip().splitlines()]
        usages = lines.index('') if '' in lines else 1
        marks = ['Usage: '] + ['       '] * (usages - 1)
        marks += [''] * (len(lines) - len(marks))
        return '\n'.join(' ' * len(self.prompt) + mark + line for mark, line in zip(marks, lines))

    # --- programs ---

    def _run(self, target):
        self._wait_for_mainpyfile = True
        self._user_requested_quit = False
        self.mainpyfile = self.canonic(target.filename)
        import __main__
        __main__.__dict__.clear()
        __main__.__dict__.update(target.namespace)
        self.run(target.code)


for _command in ('help where down up break tbreak clear disable enable ignore condition commands step next until '
                 'jump return retval run continue list longlist args p pp whatis source display undisplay interact '
                 'alias unalias debug quit').split():
    __doc__ += getattr(Pdb, 'do_' + _command).__doc__.strip() + '\n\n'
__doc__ += Pdb.help_exec.__doc__


# --- from programs ---

def run(statement, globals=None, locals=None):
    """Debug a statement."""
    Pdb().run(statement, globals, locals)


def runeval(expression, globals=None, locals=None):
    """Debug an expression; its value."""
    return Pdb().runeval(expression, globals, locals)


def runctx(statement, globals, locals):
    run(statement, globals, locals)


def runcall(*args, **kwds):
    """Debug a call; its result."""
    return Pdb().runcall(*args, **kwds)


def set_trace(*, header=None):
    """Stop here."""
    pdb = Pdb()
    if header is not None:
        pdb.message(header)
    pdb.set_trace(sys._getframe().f_back)


def post_mortem(t=None):
    """Look at where an exception came from: that of a traceback, or the one that is handled."""
    if t is None and sys.exception() is not None:
        t = sys.exception().__traceback__
    if t is None:
        raise ValueError('A valid traceback must be passed if no exception is being handled')
    pdb = Pdb()
    pdb.reset()
    pdb.interaction(None, t)


def pm():
    """The same for the last exception that nothing caught."""
    post_mortem(sys.last_exc.__traceback__ if hasattr(sys, 'last_exc') else sys.last_traceback)


def help():
    import pydoc
    pydoc.pager(__doc__)


if __name__ == '__main__':
    import pdb
    pdb.main()
