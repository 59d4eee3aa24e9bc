"""Signals: messages of the system to the program, and functions that are called when one comes."""

import operator
import os
import sys

import _signal

from _signal import pause
from enum import IntEnum

Signals = IntEnum('Signals', {
    'SIGHUP': 1, 'SIGINT': 2, 'SIGQUIT': 3, 'SIGILL': 4, 'SIGTRAP': 5, 'SIGABRT': 6, 'SIGBUS': 7, 'SIGFPE': 8,
    'SIGKILL': 9, 'SIGUSR1': 10, 'SIGSEGV': 11, 'SIGUSR2': 12, 'SIGPIPE': 13, 'SIGALRM': 14, 'SIGTERM': 15,
    'SIGSTKFLT': 16, 'SIGCHLD': 17, 'SIGCONT': 18, 'SIGSTOP': 19, 'SIGTSTP': 20, 'SIGTTIN': 21, 'SIGTTOU': 22,
    'SIGURG': 23, 'SIGXCPU': 24, 'SIGXFSZ': 25, 'SIGVTALRM': 26, 'SIGPROF': 27, 'SIGWINCH': 28, 'SIGIO': 29,
    'SIGPWR': 30, 'SIGSYS': 31, 'SIGRTMIN': 34, 'SIGRTMAX': 64,
})
Handlers = IntEnum('Handlers', {'SIG_DFL': 0, 'SIG_IGN': 1})
globals().update(Signals.__members__)
globals().update(Handlers.__members__)
SIG_DFL, SIG_IGN = Handlers
SIGCLD, SIGPOLL, SIGIOT = Signals.SIGCHLD, Signals.SIGIO, Signals.SIGABRT
NSIG = 65
ITIMER_REAL = 0

_DESCRIPTIONS = (
    'Hangup', 'Interrupt', 'Quit', 'Illegal instruction', 'Trace/breakpoint trap', 'Aborted', 'Bus error',
    'Floating point exception', 'Killed', 'User defined signal 1', 'Segmentation fault', 'User defined signal 2',
    'Broken pipe', 'Alarm clock', 'Terminated', 'Stack fault', 'Child exited', 'Continued', 'Stopped (signal)',
    'Stopped', 'Stopped (tty input)', 'Stopped (tty output)', 'Urgent I/O condition', 'CPU time limit exceeded',
    'File size limit exceeded', 'Virtual timer expired', 'Profiling timer expired', 'Window changed', 'I/O possible',
    'Power failure', 'Bad system call')


class ItimerError(OSError):
    pass


def default_int_handler(signalnum, frame, /):
    """What SIGINT does unless told otherwise: raise KeyboardInterrupt."""
    raise KeyboardInterrupt


_handlers = {}


def _check(signalnum):
    number = int(signalnum)
    if not 1 <= number < NSIG:
        raise ValueError('signal number out of range')
    return number


def getsignal(signalnum):
    """What is done when a signal comes."""
    number = _check(signalnum)
    if number in _handlers:
        return _handlers[number]
    if _signal.is_ignored(number):
        return SIG_IGN
    return default_int_handler if number == SIGINT else SIG_DFL


def _is_main_thread():
    # Only `threading` starts others, but for programs that use `_thread` without it.
    threading = sys.modules.get('threading')
    return threading is None or threading.current_thread() is threading.main_thread()


def signal(signalnum, handler):
    """Say what is to be done when a signal comes; gives what was done before."""
    number = _check(signalnum)
    if not _is_main_thread():
        raise ValueError('signal only works in main thread of the main interpreter')
    before = getsignal(number)
    if callable(handler):
        _signal.handle(number, handler)
    elif handler in (SIG_DFL, SIG_IGN):
        _signal.reset(number, handler == SIG_IGN)
        handler = Handlers(handler)
    else:
        raise TypeError('signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object')
    _handlers[number] = handler
    return before


def raise_signal(signalnum, /):
    """Send a signal to this process."""
    os.kill(os.getpid(), _check(signalnum))
    _signal.check()


def pthread_kill(thread_id, signalnum, /):
    """Send a signal to a thread. Which one it interrupts is left to the system."""
    number = operator.index(signalnum)
    if number:
        _check(number)
    os.kill(os.getpid(), number)
    _signal.check()


def alarm(seconds, /):
    """Have SIGALRM sent after so many seconds; gives what was left of the alarm before."""
    left, _ = _signal.alarm(seconds, 0)
    return int(left + 0.5)


def setitimer(which, seconds, interval=0.0, /):
    """Have SIGALRM sent after so many seconds, and then regularly."""
    if which != ITIMER_REAL:
        raise ItimerError(22, 'Invalid argument')
    return _signal.alarm(seconds, interval)


def strsignal(signalnum, /):
    """The system's words for a signal."""
    number = _check(signalnum)
    return _DESCRIPTIONS[number - 1] if number <= len(_DESCRIPTIONS) else None


def valid_signals():
    """The signals that there are."""
    return {Signals(number) if number in Signals._value2member_map_ else number
            for number in range(1, NSIG) if number not in (32, 33)}
