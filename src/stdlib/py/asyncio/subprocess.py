"""Programs that coroutines start, talk to, and wait for. A thread for each pipe reads what comes."""

import os
import subprocess

from asyncio.events import get_running_loop
from asyncio.streams import StreamReader, StreamWriter, start_pump
from asyncio.tasks import gather

__all__ = ['create_subprocess_exec', 'create_subprocess_shell', 'Process', 'PIPE', 'STDOUT', 'DEVNULL']

PIPE, STDOUT, DEVNULL = subprocess.PIPE, subprocess.STDOUT, subprocess.DEVNULL


class Process:
    """A program that runs."""

    def __init__(self, popen, loop, limit):
        self._popen, self._loop, self._waiting = popen, loop, None
        self.pid = popen.pid
        self.stdout, self.stderr = (self._reader(pipe, limit) for pipe in (popen.stdout, popen.stderr))
        self.stdin = None
        if popen.stdin is not None:
            self.stdin = StreamWriter(self._send, self._close_stdin, {}, loop)

    def __repr__(self):
        return f'<Process {self.pid}>'

    def _reader(self, pipe, limit):
        if pipe is None:
            return None
        reader = StreamReader(limit, self._loop)
        start_pump(self._loop, lambda size: os.read(pipe.fileno(), size), reader)
        return reader

    def _send(self, data):
        self._popen.stdin.write(data)
        self._popen.stdin.flush()

    def _close_stdin(self, how):
        try:
            self._popen.stdin.close()
        except BrokenPipeError:
            pass

    @property
    def returncode(self):
        """What it has ended with; None while it runs."""
        return self._popen.returncode

    async def wait(self):
        """Wait for its end."""
        if self._popen.returncode is None:
            if self._waiting is None:
                self._waiting = self._loop.run_in_executor(None, self._popen.wait)
            await self._waiting
        return self._popen.returncode

    async def communicate(self, input=None):
        """Send it something, and wait for its end; what it wrote to its output and for errors."""
        async def feed():
            if input:
                self.stdin.write(input)
                try:
                    await self.stdin.drain()
                except ConnectionError:
                    pass
            self.stdin.close()

        async def nothing():
            return None

        first = feed() if self.stdin is not None else nothing()
        _, out, err = await gather(first, *(stream.read() if stream else nothing()
                                            for stream in (self.stdout, self.stderr)))
        await self.wait()
        return out, err

    def _check(self):
        if self._popen.returncode is not None:
            raise ProcessLookupError

    def send_signal(self, signal):
        """Send it a signal."""
        self._check()
        self._popen.send_signal(signal)

    def terminate(self):
        """Ask it to end."""
        self._check()
        self._popen.terminate()

    def kill(self):
        """End it."""
        self._check()
        self._popen.kill()


async def _start(command, limit, options):
    loop = get_running_loop()
    for name in ('universal_newlines', 'text', 'encoding', 'errors'):
        if options.get(name):
            raise ValueError(f'{name} must be {"None" if name in ("encoding", "errors") else "False"}')
    popen = await loop.run_in_executor(None, lambda: subprocess.Popen(command, **options))
    return Process(popen, loop, limit)


async def create_subprocess_exec(program, *args, stdin=None, stdout=None, stderr=None, limit=2 ** 16, **kwds):
    """Start a program."""
    return await _start([program, *args], limit, {'stdin': stdin, 'stdout': stdout, 'stderr': stderr, **kwds})


async def create_subprocess_shell(cmd, stdin=None, stdout=None, stderr=None, limit=2 ** 16, **kwds):
    """Start a line of the shell."""
    return await _start(cmd, limit, {'stdin': stdin, 'stdout': stdout, 'stderr': stderr, 'shell': True, **kwds})
