"""Other programs: starting them, talking to them, waiting for them."""

import io
import os
import signal as _signal
import time
import types

import _subprocess

__all__ = ['Popen', 'PIPE', 'STDOUT', 'DEVNULL', 'call', 'check_call', 'check_output', 'getoutput',
           'getstatusoutput', 'run', 'CalledProcessError', 'TimeoutExpired', 'SubprocessError', 'CompletedProcess',
           'list2cmdline']

PIPE, STDOUT, DEVNULL = -1, -2, -3


class SubprocessError(Exception):
    pass


class CalledProcessError(SubprocessError):
    """A program that was to succeed did not."""

    def __init__(self, returncode, cmd, output=None, stderr=None):
        super().__init__(returncode, cmd)
        self.returncode, self.cmd, self.output, self.stderr = returncode, cmd, output, stderr

    def __str__(self):
        if self.returncode and self.returncode < 0:
            try:
                return f"Command '{self.cmd}' died with {_signal.Signals(-self.returncode)!r}."
            except ValueError:
                return f"Command '{self.cmd}' died with unknown signal {-self.returncode}."
        return f"Command '{self.cmd}' returned non-zero exit status {self.returncode}."

    @property
    def stdout(self):
        """The same as `output`."""
        return self.output

    @stdout.setter
    def stdout(self, value):
        self.output = value


class TimeoutExpired(SubprocessError):
    """A program took too long."""

    def __init__(self, cmd, timeout, output=None, stderr=None):
        super().__init__(cmd, timeout)
        self.cmd, self.timeout, self.output, self.stderr = cmd, timeout, output, stderr

    def __str__(self):
        return f"Command '{self.cmd}' timed out after {self.timeout} seconds"

    stdout = CalledProcessError.stdout


class CompletedProcess:
    """How a program ended."""

    def __init__(self, args, returncode, stdout=None, stderr=None):
        self.args, self.returncode, self.stdout, self.stderr = args, returncode, stdout, stderr

    def __repr__(self):
        shown = [f'args={self.args!r}', f'returncode={self.returncode!r}']
        shown += [f'{name}={value!r}' for name, value in (('stdout', self.stdout), ('stderr', self.stderr))
                  if value is not None]
        return f"{type(self).__name__}({', '.join(shown)})"

    def check_returncode(self):
        """Raise CalledProcessError if the program failed."""
        if self.returncode:
            raise CalledProcessError(self.returncode, self.args, self.stdout, self.stderr)

    __class_getitem__ = classmethod(types.GenericAlias)


def list2cmdline(seq):
    """Words as one line that a person can read."""
    return ' '.join(f'"{word}"' if not word or ' ' in word or '\t' in word else word for word in map(os.fsdecode, seq))


class Popen:
    """A program that runs."""

    def __init__(self, args, bufsize=-1, executable=None, stdin=None, stdout=None, stderr=None, preexec_fn=None,
                 close_fds=True, shell=False, cwd=None, env=None, universal_newlines=None, startupinfo=None,
                 creationflags=0, restore_signals=True, start_new_session=False, pass_fds=(), *, user=None,
                 group=None, extra_groups=None, encoding=None, errors=None, text=None, umask=-1, pipesize=-1,
                 process_group=None):
        if preexec_fn is not None or pass_fds:
            raise ValueError('preexec_fn and pass_fds are not supported')
        self.args = args
        self.returncode = None
        self.text_mode = encoding or errors or text or universal_newlines
        self.encoding, self.errors = encoding, errors
        words = [args] if isinstance(args, (str, bytes, os.PathLike)) else list(args)
        if shell:
            words = [executable or '/bin/sh', '-c', *words]
        elif executable is not None:
            words[0] = executable
        theirs, mine = [], []
        for place, wanted in enumerate((stdin, stdout, stderr)):
            child, parent = -1, -1
            if wanted == PIPE:
                ends = os.pipe()
                child, parent = ends if place == 0 else ends[::-1]
            elif wanted == STDOUT and place == 2:
                child = theirs[1] if theirs[1] != -1 else 1
            elif wanted == DEVNULL:
                child = -3
            elif wanted is not None:
                child = wanted if isinstance(wanted, int) else wanted.fileno()
                if not isinstance(wanted, int) and place:
                    wanted.flush()
            theirs.append(child)
            mine.append(parent)
        # What was printed so far is to come before what the program prints.
        import sys
        for file in (sys.stdout, sys.stderr):
            if file is not None:
                file.flush()
        environment = dict(os.environ if env is None else env)
        try:
            self.pid = _subprocess.spawn(words, None if cwd is None else os.fspath(cwd), environment, *theirs,
                                         bool(start_new_session or process_group is not None))
        except BaseException:
            for fd in mine:
                if fd >= 0:
                    os.close(fd)
            raise
        finally:
            for child, parent in zip(theirs, mine):
                if parent >= 0:
                    os.close(child)
        self.stdin, self.stdout, self.stderr = (
            self._file(fd, mode) if fd >= 0 else None for fd, mode in zip(mine, ('w', 'r', 'r')))

    def _file(self, fd, mode):
        if self.text_mode:
            return io.open(fd, mode, encoding=self.encoding, errors=self.errors)
        return io.open(fd, mode + 'b')

    def __enter__(self):
        return self

    def __exit__(self, *error):
        for file in (self.stdout, self.stderr, self.stdin):
            if file:
                file.close()
        self.wait()

    def __repr__(self):
        args = repr(self.args if isinstance(self.args, str) else list(self.args))
        shown = args if len(args) <= 80 else args[:76] + '...'
        return f'<{self.__class__.__name__}: returncode: {self.returncode} args: {shown}>'

    def poll(self):
        """The exit status if the program has ended, else None."""
        if self.returncode is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid == self.pid:
                self.returncode = os.waitstatus_to_exitcode(status)
        return self.returncode

    def wait(self, timeout=None):
        """Wait for the end; gives the exit status."""
        if timeout is None:
            if self.returncode is None:
                self.returncode = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
            return self.returncode
        end = time.monotonic() + timeout
        pause = 0.0005
        while self.poll() is None:
            left = end - time.monotonic()
            if left <= 0:
                raise TimeoutExpired(self.args, timeout)
            pause = min(pause * 2, left, 0.05)
            time.sleep(pause)
        return self.returncode

    def communicate(self, input=None, timeout=None):
        """Send input, read all output, wait for the end: (stdout, stderr)."""
        end = None if timeout is None else time.monotonic() + timeout
        if isinstance(input, str):
            input = input.encode(self.encoding or 'utf-8', self.errors or 'strict')
        fds = []
        for file in (self.stdin, self.stdout, self.stderr):
            if file is None or file.closed:
                fds.append(-1)
            else:
                if file is self.stdin:
                    file.flush()
                fds.append(os.dup(file.fileno()))
                file.close()
        made = _subprocess.communicate(fds[0], input, fds[1], fds[2], timeout)
        if made is None:
            raise TimeoutExpired(self.args, timeout)
        self.wait(None if end is None else max(end - time.monotonic(), 0))
        if self.text_mode:
            made = tuple(data if data is None else self._decoded(data) for data in made)
        return made

    def _decoded(self, data):
        text = data.decode(self.encoding or 'utf-8', self.errors or 'strict')
        return text.replace('\r\n', '\n').replace('\r', '\n')

    def send_signal(self, sig):
        """Send a signal, unless the program has ended."""
        if self.poll() is None:
            os.kill(self.pid, sig)

    def terminate(self):
        """Ask the program to end."""
        self.send_signal(_signal.SIGTERM)

    def kill(self):
        """End the program."""
        self.send_signal(_signal.SIGKILL)

    __class_getitem__ = classmethod(types.GenericAlias)


def run(*popenargs, input=None, capture_output=False, timeout=None, check=False, **kwargs):
    """Run a program to its end, and tell how it ended."""
    if input is not None:
        if kwargs.get('stdin') is not None:
            raise ValueError('stdin and input arguments may not both be used.')
        kwargs['stdin'] = PIPE
    if capture_output:
        if kwargs.get('stdout') is not None or kwargs.get('stderr') is not None:
            raise ValueError('stdout and stderr arguments may not be used with capture_output.')
        kwargs['stdout'] = kwargs['stderr'] = PIPE
    with Popen(*popenargs, **kwargs) as process:
        try:
            stdout, stderr = process.communicate(input, timeout=timeout)
        except BaseException:
            process.kill()
            process.wait()
            raise
    if check and process.returncode:
        raise CalledProcessError(process.returncode, process.args, stdout, stderr)
    return CompletedProcess(process.args, process.returncode, stdout, stderr)


def call(*popenargs, timeout=None, **kwargs):
    """Run a program, and give its exit status."""
    return run(*popenargs, timeout=timeout, **kwargs).returncode


def check_call(*popenargs, **kwargs):
    """Run a program that must succeed."""
    status = call(*popenargs, **kwargs)
    if status:
        raise CalledProcessError(status, kwargs.get('args', popenargs[0] if popenargs else None))
    return 0


def check_output(*popenargs, timeout=None, **kwargs):
    """Run a program that must succeed, and give what it wrote."""
    for name in ('stdout', 'check'):
        if name in kwargs:
            raise ValueError(f'{name} argument not allowed, it will be overridden.')
    if 'input' in kwargs and kwargs['input'] is None:
        kwargs['input'] = '' if kwargs.get('text') or kwargs.get('encoding') else b''
    return run(*popenargs, stdout=PIPE, timeout=timeout, check=True, **kwargs).stdout


def getstatusoutput(cmd, *, encoding=None, errors=None):
    """Run a command of the shell: (exit status, output)."""
    done = run(cmd, shell=True, text=True, stdout=PIPE, stderr=STDOUT, encoding=encoding, errors=errors)
    return done.returncode, done.stdout.removesuffix('\n')


def getoutput(cmd, *, encoding=None, errors=None):
    """The output of a command of the shell."""
    return getstatusoutput(cmd, encoding=encoding, errors=errors)[1]
