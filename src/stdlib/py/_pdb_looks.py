"""The commands of `pdb` that show where the program is, its source, and its values."""

import inspect
import linecache
import pprint

# Between a frame's place and its line of source.
line_prefix = '\n-> '


class _Text(str):
    """Text whose repr is itself."""

    def __repr__(self):
        return self


class Looks:
    """A part of `pdb.Pdb`."""

    # --- the stack ---

    def do_where(self, arg):
        """w(here)

        Show the stack, the newest frame last.  The arrow is at the
        frame that commands are about.  Also known as bt.
        """
        self.print_stack_trace()

    do_w = do_bt = do_where

    def print_stack_trace(self):
        try:
            for entry in self.stack:
                self.print_stack_entry(entry)
        except KeyboardInterrupt:
            pass

    def print_stack_entry(self, frame_lineno, prompt_prefix=line_prefix):
        mark = '> ' if frame_lineno[0] is self.curframe else '  '
        self.message(mark + self.format_stack_entry(frame_lineno, prompt_prefix))

    def _select_frame(self, number):
        self.curindex = number
        self.curframe = self.stack[number][0]
        self.curframe_locals = self.curframe.f_locals
        self.set_convenience_variable(self.curframe, '_frame', self.curframe)
        self.print_stack_entry(self.stack[number])
        self.lineno = None

    def _count(self, arg):
        try:
            return int(arg or 1)
        except ValueError:
            self.error(f'Invalid frame count ({arg})')

    def do_up(self, arg):
        """u(p) [count]

        Go to an older frame: the caller, or so many frames up.
        """
        if self.curindex == 0:
            self.error('Oldest frame')
        elif (count := self._count(arg)) is not None:
            self._select_frame(max(0, self.curindex - count) if count >= 0 else 0)

    do_u = do_up

    def do_down(self, arg):
        """d(own) [count]

        Go to a newer frame: the one that was called, or so many
        frames down.
        """
        last = len(self.stack) - 1
        if self.curindex == last:
            self.error('Newest frame')
        elif (count := self._count(arg)) is not None:
            self._select_frame(min(last, self.curindex + count) if count >= 0 else last)

    do_d = do_down

    # --- the source ---

    def do_list(self, arg):
        """l(ist) [first[, last] | .]

        Show 11 lines: those around the current one, then those that
        follow.  A dot: around the current one again.  One number:
        around that line.  Two: from the first to the last, which is
        a count if it is the smaller one.  The current line has an
        arrow; where an exception came from, if elsewhere, has >>.
        """
        self.lastcmd = 'list'
        last = None
        if arg and arg != '.':
            try:
                if ',' in arg:
                    first, last = map(int, arg.split(','))
                    if last < first:
                        last += first
                else:
                    first = max(1, int(arg) - 5)
            except ValueError:
                self.error(f'Error in argument: {arg!r}')
                return
        elif self.lineno is None or arg == '.':
            first = max(1, self.curframe.f_lineno - 5)
        else:
            first = self.lineno + 1
        if last is None:
            last = first + 10
        filename = self.curframe.f_code.co_filename
        if filename.startswith('<frozen') and isinstance(self.curframe.f_globals.get('__file__'), str):
            filename = self.curframe.f_globals['__file__']
        try:
            lines = linecache.getlines(filename, self.curframe.f_globals)
            self._print_lines(lines[first - 1:last], first, self.get_file_breaks(filename), self.curframe)
            self.lineno = min(last, len(lines))
            if len(lines) < last:
                self.message('[EOF]')
        except KeyboardInterrupt:
            pass

    do_l = do_list

    def do_longlist(self, arg):
        """ll | longlist

        Show the whole function, or the whole file.
        """
        breaks = self.get_file_breaks(self.curframe.f_code.co_filename)
        try:
            lines, first = self._getsourcelines(self.curframe)
        except OSError as error:
            self.error(error)
            return
        self._print_lines(lines, first, breaks, self.curframe)

    do_ll = do_longlist

    def do_source(self, arg):
        """source expression

        Show the source of a function, class or module.
        """
        try:
            value = self._getval(arg)
        except BaseException:
            return
        try:
            lines, first = self._getsourcelines(value)
        except (OSError, TypeError) as error:
            self.error(error)
            return
        self._print_lines(lines, first)

    def _getsourcelines(self, what):
        lines, first = inspect.getsourcelines(what)
        return lines, max(1, first)

    def _print_lines(self, lines, start, breaks=(), frame=None):
        current = frame.f_lineno if frame else -1
        raised = self.tb_lineno.get(frame, -1) if frame else -1
        for number, line in enumerate(lines, start):
            text = f'{number:3}'.ljust(4) + ('B' if number in breaks else ' ')
            if number == current:
                text += '->'
            elif number == raised:
                text += '>>'
            self.message(f'{text}\t{line.rstrip()}')

    # --- values ---

    def _getval(self, arg):
        try:
            return eval(arg, self.curframe.f_globals, self.curframe_locals)
        except BaseException:
            self._error_exc()
            raise

    def _getval_except(self, arg, frame=None):
        """A value, or a text that says why there is none."""
        try:
            if frame is not None:
                return eval(arg, frame.f_globals, frame.f_locals)
            return eval(arg, self.curframe.f_globals, self.curframe_locals)
        except BaseException as error:
            return _Text(f'** raised {self._format_exc(error)} **')

    def _safe_repr(self, obj, expr):
        try:
            return repr(obj)
        except Exception as error:
            return _Text(f'*** repr({expr}) failed: {self._format_exc(error)} ***')

    def _show(self, arg, how):
        try:
            value = self._getval(arg)
        except BaseException:
            return
        try:
            self.message(how(value))
        except BaseException:
            self._error_exc()

    def do_p(self, arg):
        """p expression

        Show the value of an expression.
        """
        self._show(arg, repr)

    def do_pp(self, arg):
        """pp expression

        Show the value of an expression, in several lines if it is
        long.
        """
        self._show(arg, pprint.pformat)

    def do_args(self, arg):
        """a(rgs)

        Show the arguments of the current function.
        """
        code, values = self.curframe.f_code, self.curframe_locals
        stars = bool(code.co_flags & inspect.CO_VARARGS) + bool(code.co_flags & inspect.CO_VARKEYWORDS)
        for name in code.co_varnames[:code.co_argcount + code.co_kwonlyargcount + stars]:
            value = self._safe_repr(values[name], name) if name in values else '*** undefined ***'
            self.message(f'{name} = {value}')

    do_a = do_args

    def do_retval(self, arg):
        """retval

        Show what the function returns that is about to.
        """
        if '__return__' in self.curframe_locals:
            self.message(self._safe_repr(self.curframe_locals['__return__'], 'retval'))
        else:
            self.error('Not yet returned!')

    do_rv = do_retval

    def do_whatis(self, arg):
        """whatis expression

        Show the type of a value, or that it is a function, a method
        or a class.
        """
        try:
            value = self._getval(arg)
        except BaseException:
            return
        for kind, function in ('Method', getattr(value, '__func__', None)), ('Function', value):
            code = getattr(function, '__code__', None)
            if code:
                self.message(f'{kind} {code.co_name}')
                return
        if value.__class__ is type:
            self.message(f'Class {value.__module__}.{value.__qualname__}')
        else:
            self.message(type(value))

    def do_display(self, arg):
        """display [expression]

        Show the value of an expression whenever the program stops
        in this frame and it has changed.  Without an expression,
        list those.
        """
        if not arg:
            if not self.displaying:
                self.message('No expression is being displayed')
                return
            self.message('Currently displaying:')
            for expression, value in self.displaying.get(self.curframe, {}).items():
                self.message(f'{expression}: {self._safe_repr(value, expression)}')
        elif wrong := self._compile_error_message(arg):
            self.error(f'Unable to display {arg}: {wrong!r}')
        else:
            value = self._getval_except(arg)
            self.displaying.setdefault(self.curframe, {})[arg] = value
            self.message(f'display {arg}: {self._safe_repr(value, arg)}')

    def do_undisplay(self, arg):
        """undisplay [expression]

        Do not show an expression any more; without one, none in
        this frame.
        """
        if not arg:
            self.displaying.pop(self.curframe, None)
        elif self.displaying.get(self.curframe, {}).pop(arg, self) is self:
            self.error(f'not displaying {arg}')

    def preloop(self):
        """Before each prompt: what is displayed, and has changed."""
        shown = self.displaying.get(self.curframe, {})
        for expression, before in shown.items():
            now = self._getval_except(expression)
            if now is not before and now != before:
                shown[expression] = now
                self.message(f'display {expression}: {self._safe_repr(now, expression)}'
                             f'  [old: {self._safe_repr(before, expression)}]')

    def _compile_error_message(self, expr):
        """What is wrong with an expression, or nothing."""
        try:
            compile(expr, '<stdin>', 'eval')
        except SyntaxError as error:
            return _Text(self._format_exc(error))
        return ''
