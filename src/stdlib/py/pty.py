"""Terminals whose other end is a program."""

import fcntl
import os
import select
import sys
import termios
import tty

__all__ = ['openpty', 'fork', 'spawn']

STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO = 0, 1, 2
CHILD = 0


def openpty():
    """(the program's end, the terminal's end)"""
    return os.openpty()


def fork():
    """(0, what can't be used) in a child whose files are a new terminal; (the child, the program's end) here."""
    program, terminal = os.openpty()
    pid = os.fork()
    if pid:
        os.close(terminal)
        return pid, program
    os.setsid()
    os.close(program)
    fcntl.ioctl(terminal, termios.TIOCSCTTY, 0)
    for fd in STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO:
        os.dup2(terminal, fd)
    if terminal > STDERR_FILENO:
        os.close(terminal)
    return CHILD, -1


def _read(fd):
    return os.read(fd, 1024)


def _copy(program, program_read, stdin_read):
    """Passes on what is typed and what is written until the child has ended."""
    files = [program, STDIN_FILENO]
    while True:
        for fd in select.select(files, [], [])[0]:
            if fd == program:
                try:
                    data = program_read(program)
                except OSError:
                    data = b''
                if not data:
                    return
                os.write(STDOUT_FILENO, data)
            elif data := stdin_read(STDIN_FILENO):
                while data:
                    data = data[os.write(program, data):]
            else:
                files.remove(STDIN_FILENO)


def spawn(argv, master_read=_read, stdin_read=_read):
    """Runs a program in a terminal of its own that is shown in this one; its status, as of `os.waitpid`."""
    if isinstance(argv, str):
        argv = (argv,)
    sys.audit('pty.spawn', argv)
    pid, program = fork()
    if pid == CHILD:
        os.execvp(argv[0], argv)
    try:
        before = tty.setraw(STDIN_FILENO)
    except termios.error:
        before = None
    try:
        _copy(program, master_read, stdin_read)
    finally:
        if before is not None:
            termios.tcsetattr(STDIN_FILENO, termios.TCSAFLUSH, before)
    os.close(program)
    return os.waitpid(pid, 0)[1]
