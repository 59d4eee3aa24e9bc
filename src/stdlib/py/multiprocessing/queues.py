"""Queues between processes.

    put() ──> a buffer ──> a thread pickles and writes ──> the pipe ──> get()
                                                └─> a token in _ready for each object

So put() waits only for room, if there is a maximum, and never for the pipe.
"""

import pickle
import sys
import threading

from _queue import SimpleQueue as _Buffer
from multiprocessing import process
from multiprocessing._shared import MOST, Tokens, only_inherited
from multiprocessing.connection import Pipe
from multiprocessing.synchronize import Condition, Lock
from os import getpid
from queue import Empty, Full

__all__ = ['Queue', 'SimpleQueue', 'JoinableQueue']


class SimpleQueue:
    """A pipe that many may use: put() waits until there is room in it."""

    def __init__(self):
        self._reader, self._writer = Pipe(duplex=False)
        self._read_lock, self._write_lock = Lock(), Lock()

    def __reduce__(self):
        only_inherited(self)

    def put(self, obj):
        """Put an object in."""
        data = pickle.dumps(obj)
        with self._write_lock:
            self._writer.send_bytes(data)

    def get(self):
        """Wait for an object, and take it out."""
        with self._read_lock:
            data = self._reader.recv_bytes()
        return pickle.loads(data)

    def empty(self):
        """Whether there is nothing in it."""
        with self._read_lock:
            return not self._reader.poll()

    def close(self):
        """Use it no more."""
        self._reader.close()
        self._writer.close()


class Queue:
    """First in, first out."""

    def __init__(self, maxsize=0):
        self._maxsize = maxsize
        self._pipe, self._ready = SimpleQueue(), Tokens()
        self._room = Tokens(maxsize) if 0 < maxsize <= MOST else None
        self._closed, self._joins = False, True
        self._pid = self._buffer = self._thread = None

    def __reduce__(self):
        only_inherited(self)

    def put(self, obj, block=True, timeout=None):
        """Put an object in; wait for room, if asked to, so many seconds at most."""
        if self._closed:
            raise ValueError(f'Queue {self!r} is closed')
        if self._room is not None and not self._room.take(block, timeout):
            raise Full
        # A thread and what it has to send stay behind when a process forks.
        if self._pid != getpid():
            self._pid, self._buffer = getpid(), _Buffer()
            self._thread = threading.Thread(target=self._feed, daemon=True, name='QueueFeederThread')
            self._thread.start()
            process.at_exit.append(self._finish)
        self._buffer.put((obj,))

    def _feed(self):
        for obj, in iter(self._buffer.get, None):
            try:
                self._pipe.put(obj)
                self._ready.put()
            except Exception as error:
                if self._room is not None:
                    self._room.put()
                self._on_queue_feeder_error(error, obj)

    @staticmethod
    def _on_queue_feeder_error(e, obj):
        """An object that can't be sent: it is said, and the others are sent."""
        import traceback
        traceback.print_exception(e, file=sys.stderr)

    def get(self, block=True, timeout=None):
        """Take an object out; wait for one, if asked to, so many seconds at most."""
        if self._closed:
            raise ValueError(f'Queue {self!r} is closed')
        if not self._ready.take(block, None if timeout is None else max(timeout, 0)):
            raise Empty
        obj = self._pipe.get()
        if self._room is not None:
            self._room.put()
        return obj

    def put_nowait(self, obj):
        """Put an object in, or raise Full."""
        self.put(obj, False)

    def get_nowait(self):
        """Take an object out, or raise Empty."""
        return self.get(False)

    def empty(self):
        """Whether there is nothing in it, which may change at once."""
        return self._ready.is_empty()

    def full(self):
        """Whether there is no room."""
        return self._room is not None and self._room.is_empty()

    def close(self):
        """Put no more in."""
        self._closed = True

    def join_thread(self):
        """Wait until everything is sent."""
        assert self._closed, f'Queue {self!r} not closed'
        self._finish()

    def cancel_join_thread(self):
        """Do not wait at the end of the process until everything is sent."""
        self._joins = False

    def _finish(self):
        if self._thread is not None and self._pid == getpid() and self._joins:
            self._buffer.put(None)
            self._thread.join()
            self._pid = self._thread = None


class JoinableQueue(Queue):
    """A queue that knows whether what was taken out is dealt with."""

    def __init__(self, maxsize=0):
        super().__init__(maxsize)
        self._unfinished, self._cond = Tokens(), Condition()

    def put(self, obj, block=True, timeout=None):
        """Put an object in; wait for room, if asked to, so many seconds at most."""
        # It counts before anybody can take it out.
        with self._cond:
            self._unfinished.put()
        try:
            super().put(obj, block, timeout)
        except BaseException:
            self.task_done()
            raise

    def task_done(self):
        """An object that was taken out is dealt with."""
        with self._cond:
            if not self._unfinished.take(False):
                raise ValueError('task_done() called too many times')
            if self._unfinished.is_empty():
                self._cond.notify_all()

    def join(self):
        """Wait until all objects are dealt with."""
        with self._cond:
            self._cond.wait_for(self._unfinished.is_empty)
