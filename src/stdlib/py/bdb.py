"""What debuggers are made of: breakpoints, and where to stop next. What happens then is the subclass's.

    sys.settrace ──> trace_dispatch ──> is this a place to stop? ──> user_call, user_line,
                                          stop_here: as the last command said   user_return, user_exception
                                          break_here: a breakpoint              (a subclass's)

Where to stop is said by three attributes: `stopframe`, the only frame to stop in, or None for any; `stoplineno`,
the first line of it, or -1 for nowhere; `returnframe`, whose end is a place to stop at, too.
"""

import fnmatch
import inspect
import linecache
import os
import reprlib
import sys

__all__ = ['BdbQuit', 'Bdb', 'Breakpoint']

GENERATOR_AND_COROUTINE_FLAGS = inspect.CO_GENERATOR | inspect.CO_COROUTINE | inspect.CO_ASYNC_GENERATOR


class BdbQuit(Exception):
    """The debugger is to be left."""


def _suspends(frame):
    """Whether what looks like its end may be a pause."""
    return frame.f_code.co_flags & GENERATOR_AND_COROUTINE_FLAGS


class Bdb:
    """Knows when to stop. `skip`: patterns of modules that it never stops in."""

    def __init__(self, skip=None):
        self.skip = set(skip) if skip else None
        self.breaks = {}
        self.fncache = {}
        self.frame_returning = None
        self._load_breaks()

    def canonic(self, filename):
        """A file's whole name; what stands in angle brackets is none."""
        if filename[:1] == '<' and filename[-1:] == '>':
            return filename
        if filename not in self.fncache:
            self.fncache[filename] = os.path.normcase(os.path.abspath(filename))
        return self.fncache[filename]

    def reset(self):
        """As if nothing was debugged yet."""
        linecache.checkcache()
        self.botframe = None
        self._set_stopinfo(None, None)

    # --- events ---

    def trace_dispatch(self, frame, event, arg):
        """The function for `sys.settrace`."""
        if self.quitting:
            return None
        if event == 'line':
            return self.dispatch_line(frame)
        if event == 'call':
            return self.dispatch_call(frame, arg)
        if event == 'return':
            return self.dispatch_return(frame, arg)
        if event == 'exception':
            return self.dispatch_exception(frame, arg)
        if event not in ('c_call', 'c_return', 'c_exception'):
            print(f'bdb.Bdb.dispatch: unknown debugging event: {event!r}')
        return self.trace_dispatch

    def _stopped(self):
        """After the user was asked."""
        if self.quitting:
            raise BdbQuit
        return self.trace_dispatch

    def dispatch_line(self, frame):
        if self.stop_here(frame) or self.break_here(frame):
            self.user_line(frame)
            return self._stopped()
        return self.trace_dispatch

    def dispatch_call(self, frame, arg):
        if self.botframe is None:
            # The first call is of what is to be debugged.
            self.botframe = frame.f_back
            return self.trace_dispatch
        if not self.stop_here(frame) and not self.break_anywhere(frame):
            return None
        if self.stopframe and _suspends(frame):
            return self.trace_dispatch
        self.user_call(frame, arg)
        return self._stopped()

    def dispatch_return(self, frame, arg):
        if not self.stop_here(frame) and frame is not self.returnframe or self.stopframe and _suspends(frame):
            return self.trace_dispatch
        self.frame_returning = frame
        try:
            self.user_return(frame, arg)
        finally:
            self.frame_returning = None
        self._stopped()
        if self.stopframe is frame and self.stoplineno != -1:
            # The frame to stop in is gone: its caller takes its place.
            self._set_stopinfo(None, None)
        return self.trace_dispatch

    def dispatch_exception(self, frame, arg):
        kind, _, traceback = arg
        if self.stop_here(frame):
            # The end of a generator that an iteration sees is none that a user does.
            tells = not (_suspends(frame) and kind is StopIteration and traceback is None)
        else:
            stop = self.stopframe
            tells = (stop and frame is not stop and _suspends(stop) and kind in (StopIteration, GeneratorExit))
        if tells:
            self.user_exception(frame, arg)
            return self._stopped()
        return self.trace_dispatch

    # --- whether to stop ---

    def is_skipped_module(self, module_name):
        return module_name is not None and any(fnmatch.fnmatch(module_name, pattern) for pattern in self.skip)

    def stop_here(self, frame):
        """Whether the last command said so."""
        if self.skip and self.is_skipped_module(frame.f_globals.get('__name__')):
            return False
        if frame is self.stopframe:
            return self.stoplineno != -1 and frame.f_lineno >= self.stoplineno
        return not self.stopframe

    def break_here(self, frame):
        """Whether a breakpoint says so. A temporary one is used up by that."""
        filename = self.canonic(frame.f_code.co_filename)
        for line in frame.f_lineno, frame.f_code.co_firstlineno:
            # A breakpoint at a function's head is one at the first line of its body.
            if line in self.breaks.get(filename, ()):
                break
        else:
            return False
        breakpoint, may_delete = effective(filename, line, frame)
        if not breakpoint:
            return False
        self.currentbp = breakpoint.number
        if may_delete and breakpoint.temporary:
            self.do_clear(str(breakpoint.number))
        return True

    def break_anywhere(self, frame):
        """Whether there are breakpoints in the frame's file."""
        return self.canonic(frame.f_code.co_filename) in self.breaks

    def do_clear(self, arg):
        raise NotImplementedError('subclass of bdb must implement do_clear()')

    # --- what a subclass does then ---

    def user_call(self, frame, argument_list):
        pass

    def user_line(self, frame):
        pass

    def user_return(self, frame, return_value):
        pass

    def user_exception(self, frame, exc_info):
        pass

    # --- where to stop next ---

    def _set_stopinfo(self, stopframe, returnframe, stoplineno=0):
        self.stopframe = stopframe
        self.returnframe = returnframe
        self.stoplineno = stoplineno
        self.quitting = False

    def set_until(self, frame, lineno=None):
        """At a line further down, or at the frame's end."""
        self._set_stopinfo(frame, frame, frame.f_lineno + 1 if lineno is None else lineno)

    def set_step(self):
        """At the next line, wherever it is."""
        if self.frame_returning:
            # It may be the caller's, which nobody has traced so far.
            caller = self.frame_returning.f_back
            if caller and not caller.f_trace:
                caller.f_trace = self.trace_dispatch
        self._set_stopinfo(None, None)

    def set_next(self, frame):
        """At the next line of the frame."""
        self._set_stopinfo(frame, None)

    def set_return(self, frame):
        """At the frame's end."""
        if _suspends(frame):
            self._set_stopinfo(frame, None, -1)
        else:
            self._set_stopinfo(frame.f_back, frame)

    def set_trace(self, frame=None):
        """At the next line of the frame: what runs becomes what is debugged."""
        frame = frame or sys._getframe().f_back
        self.reset()
        while frame:
            frame.f_trace = self.trace_dispatch
            self.botframe = frame
            frame = frame.f_back
        self.set_step()
        sys.settrace(self.trace_dispatch)

    def set_continue(self):
        """At breakpoints only. Without any, nothing is traced from here on."""
        self._set_stopinfo(self.botframe, None, -1)
        if not self.breaks:
            sys.settrace(None)
            frame = sys._getframe().f_back
            while frame and frame is not self.botframe:
                del frame.f_trace
                frame = frame.f_back

    def set_quit(self):
        """Nowhere: what is debugged ends with a `BdbQuit`."""
        self.stopframe = self.botframe
        self.returnframe = None
        self.quitting = True
        sys.settrace(None)

    # --- breakpoints: methods give a message if they can't do what was asked ---

    def _add_to_breaks(self, filename, lineno):
        lines = self.breaks.setdefault(filename, [])
        if lineno not in lines:
            lines.append(lineno)

    def _load_breaks(self):
        """Those of other debuggers are this one's, too."""
        for filename, lineno in Breakpoint.bplist:
            self._add_to_breaks(filename, lineno)

    def _prune_breaks(self, filename, lineno):
        """Forget a line that has none any more."""
        if (filename, lineno) not in Breakpoint.bplist:
            self.breaks[filename].remove(lineno)
        if not self.breaks[filename]:
            del self.breaks[filename]

    def set_break(self, filename, lineno, temporary=False, cond=None, funcname=None):
        filename = self.canonic(filename)
        if not linecache.getline(filename, lineno):
            return f'Line {filename}:{lineno} does not exist'
        self._add_to_breaks(filename, lineno)
        Breakpoint(filename, lineno, temporary, cond, funcname)

    def clear_break(self, filename, lineno):
        filename = self.canonic(filename)
        if filename not in self.breaks:
            return f'There are no breakpoints in {filename}'
        if lineno not in self.breaks[filename]:
            return f'There is no breakpoint at {filename}:{lineno}'
        for breakpoint in Breakpoint.bplist[filename, lineno][:]:
            breakpoint.deleteMe()
        self._prune_breaks(filename, lineno)

    def clear_bpbynumber(self, arg):
        try:
            breakpoint = self.get_bpbynumber(arg)
        except ValueError as error:
            return str(error)
        breakpoint.deleteMe()
        self._prune_breaks(breakpoint.file, breakpoint.line)

    def clear_all_file_breaks(self, filename):
        filename = self.canonic(filename)
        if filename not in self.breaks:
            return f'There are no breakpoints in {filename}'
        for line in self.breaks.pop(filename):
            for breakpoint in Breakpoint.bplist[filename, line][:]:
                breakpoint.deleteMe()

    def clear_all_breaks(self):
        if not self.breaks:
            return 'There are no breakpoints'
        for breakpoint in filter(None, Breakpoint.bpbynumber[:]):
            breakpoint.deleteMe()
        self.breaks = {}

    def get_bpbynumber(self, arg):
        """The breakpoint of a number, which may be text; a ValueError says what is wrong with it."""
        if not arg:
            raise ValueError('Breakpoint number expected')
        try:
            number = int(arg)
        except ValueError:
            raise ValueError(f'Non-numeric breakpoint number {arg}') from None
        try:
            found = Breakpoint.bpbynumber[number]
        except IndexError:
            raise ValueError(f'Breakpoint number {number} out of range') from None
        if found is None:
            raise ValueError(f'Breakpoint {number} already deleted')
        return found

    def get_break(self, filename, lineno):
        return lineno in self.get_file_breaks(filename)

    def get_breaks(self, filename, lineno):
        return Breakpoint.bplist[self.canonic(filename), lineno] if self.get_break(filename, lineno) else []

    def get_file_breaks(self, filename):
        return self.breaks.get(self.canonic(filename), [])

    def get_all_breaks(self):
        return self.breaks

    # --- what the stack looks like ---

    def get_stack(self, f, t):
        """Frames with their lines, outermost first, and where among them `f` stands; a traceback's follow."""
        stack = []
        if t and t.tb_frame is f:
            t = t.tb_next
        while f is not None:
            stack.append((f, f.f_lineno))
            if f is self.botframe:
                break
            f = f.f_back
        stack.reverse()
        here = max(0, len(stack) - 1)
        while t is not None:
            stack.append((t.tb_frame, t.tb_lineno))
            t = t.tb_next
        return stack, max(0, len(stack) - 1) if f is None else here

    def format_stack_entry(self, frame_lineno, lprefix=': '):
        frame, line = frame_lineno
        filename = self.canonic(frame.f_code.co_filename)
        entry = f'{filename}({line!r}){frame.f_code.co_name or "<lambda>"}()'
        if '__return__' in frame.f_locals:
            entry += f'->{reprlib.repr(frame.f_locals["__return__"])}'
        if line is None:
            return f'{entry}{lprefix}Warning: lineno is None'
        text = linecache.getline(filename, line, frame.f_globals)
        return f'{entry}{lprefix}{text.strip()}' if text else entry

    # --- debugging something ---

    def run(self, cmd, globals=None, locals=None):
        """Debug a statement."""
        globals, locals = _namespaces(globals, locals)
        self.reset()
        if isinstance(cmd, str):
            cmd = compile(cmd, '<string>', 'exec')
        sys.settrace(self.trace_dispatch)
        try:
            exec(cmd, globals, locals)
        except BdbQuit:
            pass
        finally:
            self.quitting = True
            sys.settrace(None)

    def runeval(self, expr, globals=None, locals=None):
        """Debug an expression; its value."""
        globals, locals = _namespaces(globals, locals)
        self.reset()
        sys.settrace(self.trace_dispatch)
        try:
            return eval(expr, globals, locals)
        except BdbQuit:
            pass
        finally:
            self.quitting = True
            sys.settrace(None)

    def runctx(self, cmd, globals, locals):
        self.run(cmd, globals, locals)

    def runcall(self, func, /, *args, **kwds):
        """Debug a call; its result."""
        self.reset()
        sys.settrace(self.trace_dispatch)
        try:
            return func(*args, **kwds)
        except BdbQuit:
            pass
        finally:
            self.quitting = True
            sys.settrace(None)


def _namespaces(globals, locals):
    if globals is None:
        import __main__
        globals = __main__.__dict__
    return globals, globals if locals is None else locals


def set_trace():
    """Debug from here on."""
    Bdb().set_trace(sys._getframe().f_back)


class Breakpoint:
    """A line to stop at. All of them have numbers, and are known by those and by their places."""

    next = 1
    bplist = {}
    bpbynumber = [None]

    def __init__(self, file, line, temporary=False, cond=None, funcname=None):
        self.file, self.line = file, line
        self.funcname = funcname
        self.func_first_executable_line = None
        self.temporary = temporary
        self.cond = cond
        self.enabled = True
        self.ignore = self.hits = 0
        self.number = Breakpoint.next
        Breakpoint.next += 1
        self.bpbynumber.append(self)
        self.bplist.setdefault((file, line), []).append(self)

    @staticmethod
    def clearBreakpoints():
        Breakpoint.next = 1
        Breakpoint.bplist = {}
        Breakpoint.bpbynumber = [None]

    def deleteMe(self):
        self.bpbynumber[self.number] = None
        here = self.bplist[self.file, self.line]
        here.remove(self)
        if not here:
            del self.bplist[self.file, self.line]

    def enable(self):
        self.enabled = True

    def disable(self):
        self.enabled = False

    def bpprint(self, out=None):
        print(self.bpformat(), file=out or sys.stdout)

    def bpformat(self):
        """A line of a table, and what else there is to know below it."""
        kept, enabled = 'del' if self.temporary else 'keep', 'yes' if self.enabled else 'no'
        text = f'{self.number:<4}breakpoint   {kept:5}{enabled:5} at {self.file}:{self.line}'
        if self.cond:
            text += f'\n\tstop only if {self.cond}'
        if self.ignore:
            text += f'\n\tignore next {self.ignore} hits'
        if self.hits:
            text += f'\n\tbreakpoint already hit {self.hits} time{"s" if self.hits > 1 else ""}'
        return text

    def __str__(self):
        return f'breakpoint {self.number} at {self.file}:{self.line}'


def checkfuncname(b, frame):
    """Whether a frame's line is the one that a breakpoint means: of a function, the first that runs."""
    if not b.funcname:
        return b.line == frame.f_lineno
    if frame.f_code.co_name != b.funcname:
        return False
    b.func_first_executable_line = b.func_first_executable_line or frame.f_lineno
    return b.func_first_executable_line == frame.f_lineno


def effective(file, line, frame):
    """The breakpoint of a line that is to be obeyed, and whether it may be deleted if it is temporary."""
    for breakpoint in Breakpoint.bplist[file, line]:
        if not breakpoint.enabled or not checkfuncname(breakpoint, frame):
            continue
        breakpoint.hits += 1
        if breakpoint.cond:
            try:
                if not eval(breakpoint.cond, frame.f_globals, frame.f_locals):
                    continue
            except Exception:
                # Nobody can tell: so it stops, and stays.
                return breakpoint, False
        if breakpoint.ignore == 0:
            return breakpoint, True
        breakpoint.ignore -= 1
    return None, None
