"""The commands of `pdb` about breakpoints."""

import linecache
import os
import re
import sys
import tokenize

from bdb import Breakpoint


def find_function(funcname, filename):
    """Where a file defines a function: its name, the file, the line."""
    defines = re.compile(rf'def\s+{re.escape(funcname)}\s*[(]')
    try:
        with tokenize.open(filename) as file:
            for number, line in enumerate(file, start=1):
                if defines.match(line):
                    return funcname, filename, number
    except OSError:
        pass
    return None


class Breaks:
    """A part of `pdb.Pdb`."""

    # --- setting them ---

    def do_break(self, arg, temporary=False):
        """b(reak) [ ([filename:]lineno | function) [, condition] ]

        Stop at a line, or at the first line of a function's body;
        with a condition, only if that is true there.  The file may
        be one that is found on sys.path, without its suffix.
        Without an argument, list the breakpoints.
        """
        if not arg:
            if self.breaks:
                self.message('Num Type         Disp Enb   Where')
                for breakpoint in filter(None, Breakpoint.bpbynumber):
                    self.message(breakpoint.bpformat())
            return
        place, comma, condition = arg.partition(',')
        if comma and place:
            arg, condition = place.rstrip(), condition.lstrip()
            if not self._is_condition(condition):
                return
        else:
            condition = None
        found = self._place(arg)
        if found is None:
            return
        filename, line, funcname = found
        line = self.checkline(filename, line)
        if not line:
            return
        wrong = self.set_break(filename, line, temporary, condition, funcname)
        if wrong:
            self.error(wrong)
            return
        new = self.get_breaks(filename, line)[-1]
        self.message(f'Breakpoint {new.number} at {new.file}:{new.line}')

    do_b = do_break

    def do_tbreak(self, arg):
        """tbreak [ ([filename:]lineno | function) [, condition] ]

        Like break; but the breakpoint is deleted when it is reached.
        """
        self.do_break(arg, True)

    def _is_condition(self, text):
        wrong = self._compile_error_message(text)
        if wrong:
            self.error(f'Invalid condition {text}: {wrong!r}')
        return not wrong

    def _place(self, text):
        """What `break` was told: file, line, and the function if it is one."""
        file, colon, line = text.rpartition(':')
        if colon:
            found = self.lookupmodule(file.rstrip())
            if not found:
                self.error(f'{file.rstrip()!r} not found from sys.path')
                return None
            try:
                return found, int(line), None
            except ValueError:
                self.error(f'Bad lineno: {line.lstrip()}')
                return None
        try:
            return self.defaultFile(), int(text), None
        except ValueError:
            pass
        try:
            function = eval(text, self.curframe.f_globals, self.curframe_locals)
            code = getattr(function, '__func__', function).__code__
            return code.co_filename, code.co_firstlineno, code.co_name
        except Exception:
            name, filename, line = self.lineinfo(text)
        if not name:
            self.error(f'The specified object {text!r} is not a function or was not found along sys.path.')
            return None
        return filename, int(line), name

    def defaultFile(self):
        """The file that line numbers are of."""
        filename = self.curframe.f_code.co_filename
        return self.mainpyfile if filename == '<string>' and self.mainpyfile else filename

    def lineinfo(self, identifier):
        """Where something of that name seems to be defined, `module.function` or `function`: read, not imported."""
        nothing = None, None, None
        quoted = identifier.split("'")
        if len(quoted) not in (1, 3):
            return nothing
        parts = quoted[len(quoted) // 2].strip().split('.')
        if parts[0] == 'self':
            del parts[0]
        if not parts or not parts[0]:
            return nothing
        filename = self.defaultFile()
        if len(parts) > 1:
            filename = self.lookupmodule(parts[0]) or filename
        return find_function(parts[min(1, len(parts) - 1)], filename) or nothing

    def checkline(self, filename, lineno):
        """The line, if there may be something to stop at; else 0."""
        frame = getattr(self, 'curframe', None)
        line = linecache.getline(filename, lineno, frame.f_globals if frame else None)
        if not line:
            self.message('End of file')
            return 0
        if not line.strip() or line.lstrip().startswith(('#', '"""', "'''")):
            self.error('Blank or comment')
            return 0
        return lineno

    def lookupmodule(self, filename):
        """The whole name of a file that may be named like a module."""
        if os.path.isabs(filename) and os.path.exists(filename):
            return filename
        beside = os.path.join(sys.path[0], filename)
        if os.path.exists(beside) and self.canonic(beside) == self.mainpyfile:
            return beside
        if not os.path.splitext(filename)[1]:
            filename += '.py'
        if os.path.isabs(filename):
            return filename
        for folder in sys.path:
            found = os.path.join(os.path.realpath(folder), filename)
            if os.path.exists(found):
                return found
        return None

    # --- changing them ---

    def _numbered(self, number):
        """The breakpoint of a number, or None when what is wrong with it has been said."""
        try:
            return self.get_bpbynumber(number)
        except ValueError as error:
            self.error(error)

    def do_enable(self, arg):
        """enable bpnumber [bpnumber ...]

        Stop at these breakpoints again.
        """
        for number in arg.split():
            if breakpoint := self._numbered(number):
                breakpoint.enable()
                self.message(f'Enabled {breakpoint}')

    def do_disable(self, arg):
        """disable bpnumber [bpnumber ...]

        Do not stop at these breakpoints, but keep them: enable
        brings them back.
        """
        for number in arg.split():
            if breakpoint := self._numbered(number):
                breakpoint.disable()
                self.message(f'Disabled {breakpoint}')

    def do_condition(self, arg):
        """condition bpnumber [condition]

        Stop at a breakpoint only if an expression is true there;
        without one, always.
        """
        number, _, condition = arg.partition(' ')
        if condition and not self._is_condition(condition):
            return
        if breakpoint := self._numbered(number.strip()):
            breakpoint.cond = condition or None
            if condition:
                self.message(f'New condition set for breakpoint {breakpoint.number}.')
            else:
                self.message(f'Breakpoint {breakpoint.number} is now unconditional.')

    def do_ignore(self, arg):
        """ignore bpnumber [count]

        Pass a breakpoint so many times before stopping at it; times
        at which its condition is false do not count.
        """
        number, *more = arg.split() or ['']
        try:
            count = int(more[0])
        except (IndexError, ValueError):
            count = 0
        if breakpoint := self._numbered(number):
            breakpoint.ignore = count
            if count > 0:
                crossings = f'{count} crossings' if count > 1 else '1 crossing'
                self.message(f'Will ignore next {crossings} of breakpoint {breakpoint.number}.')
            else:
                self.message(f'Will stop next time breakpoint {breakpoint.number} is reached.')

    def do_clear(self, arg):
        """cl(ear) [filename:lineno | bpnumber ...]

        Delete breakpoints: those of these numbers, those of a line,
        or, if the answer to a question is yes, all.
        """
        if not arg:
            try:
                reply = input('Clear all breaks? ')
            except EOFError:
                reply = 'no'
            if reply.strip().lower() in ('y', 'yes'):
                deleted = list(filter(None, Breakpoint.bpbynumber))
                self.clear_all_breaks()
                self._say_deleted(deleted)
        elif ':' in arg:
            filename, _, line = arg.rpartition(':')
            try:
                line = int(line)
            except ValueError:
                self.error(f'Invalid line number ({line})')
                return
            deleted = self.get_breaks(filename, line)[:]
            wrong = self.clear_break(filename, line)
            if wrong:
                self.error(wrong)
            else:
                self._say_deleted(deleted)
        else:
            for number in arg.split():
                if breakpoint := self._numbered(number):
                    self.clear_bpbynumber(number)
                    self._say_deleted([breakpoint])

    do_cl = do_clear

    def _say_deleted(self, breakpoints):
        for breakpoint in breakpoints:
            self.message(f'Deleted {breakpoint}')

    # --- commands to be done at them ---

    def do_commands(self, arg):
        """commands [bpnumber]

        The lines that follow, up to one that says end, are commands
        to be done whenever the breakpoint is reached, the last one
        that was set if there is no number.  No lines: none any more.
        A command that lets the program run on is the last one.
        silent: do not say that the program has stopped there.
        """
        try:
            number = int(arg) if arg else len(Breakpoint.bpbynumber) - 1
        except ValueError:
            self.error('Usage: commands [bnum]\n        ...\n        end')
            return
        try:
            self.get_bpbynumber(number)
        except ValueError as error:
            self.error(f'cannot set commands: {error}')
            return
        self.commands_bnum = number
        kept = self.commands, self.commands_doprompt, self.commands_silent
        before = [table.get(number) for table in kept]
        for table, value in zip(kept, ([], True, False)):
            table[number] = value
        prompt, self.prompt = self.prompt, '(com) '
        self.commands_defining = True
        try:
            self.cmdloop()
        except KeyboardInterrupt:
            for table, value in zip(kept, before):
                table.pop(number)
                if value is not None:
                    table[number] = value
            self.error('command definition aborted, old commands restored')
        finally:
            self.commands_defining = False
            self.prompt = prompt

    def handle_command_def(self, line):
        """One line of those; whether it is the last."""
        command, argument, line = self.parseline(line)
        if not command:
            return False
        number = self.commands_bnum
        if command == 'silent':
            self.commands_silent[number] = True
            return False
        if command == 'end':
            self.cmdqueue = []
            return True
        self.commands[number].append(f'{command} {argument}' if argument else command)
        function = getattr(self, 'do_' + command, self.default)
        if function.__name__ not in self.commands_resuming:
            return False
        self.commands_doprompt[number] = False
        self.cmdqueue = []
        return True

    def bp_commands(self, frame):
        """Does the commands of the breakpoint that was reached, if it has any; whether there is a prompt to come."""
        number = getattr(self, 'currentbp', 0)
        if not number or number not in self.commands:
            return True
        self.currentbp = 0
        last = self.lastcmd
        self.setup(frame, None)
        for line in self.commands[number]:
            self.onecmd(line)
        self.lastcmd = last
        if not self.commands_silent[number]:
            self.print_stack_entry(self.stack[self.curindex])
        if self.commands_doprompt[number]:
            self._cmdloop()
        self.forget()
        return False
