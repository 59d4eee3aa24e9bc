# fcntl, termios, tty and pty: flags and locks of files, settings of a terminal.
import fcntl
import os
import pty
import tempfile
import termios
import tty

with tempfile.TemporaryFile() as file, open('/dev/null') as other:
    print(fcntl.fcntl(file, fcntl.F_GETFD), fcntl.fcntl(other, fcntl.F_GETFL) & os.O_ACCMODE)
    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    fcntl.lockf(file, fcntl.LOCK_EX)
    fcntl.lockf(file, fcntl.LOCK_UN)
    for act in (lambda: fcntl.ioctl(other, termios.TIOCGWINSZ, bytes(8)), lambda: fcntl.fcntl(-1, 1), lambda: fcntl.flock('x', 1),
                lambda: termios.tcgetattr(other), lambda: fcntl.lockf(file, 64)):
        try:
            act()
        except (OSError, termios.error, ValueError, TypeError) as error:
            print(type(error).__name__, error)
program, terminal = pty.openpty()
print(os.isatty(terminal), termios.tcgetwinsize(terminal))
termios.tcsetwinsize(terminal, (25, 80))
print(termios.tcgetwinsize(terminal), os.get_terminal_size(terminal))
before = tty.setraw(terminal)
mode = termios.tcgetattr(terminal)
print(len(before), bool(before[3] & termios.ECHO), bool(mode[3] & termios.ECHO), mode[6][termios.VMIN], before[6][termios.VEOF])
os.write(program, b'raw\x03')
print(os.read(terminal, 10))
termios.tcsetattr(terminal, termios.TCSANOW, before)
print(termios.tcgetattr(terminal) == before)
os.write(program, b'line\n')
print(os.read(terminal, 10), os.read(program, 20))
pid, fd = pty.fork()
if pid == 0:
    os.write(1, b'child on a terminal: %d' % os.isatty(0))
    os._exit(3)
print(os.read(fd, 100), os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
