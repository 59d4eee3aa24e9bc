"""Calls at given times, in their order."""

import heapq
import time

from _thread import RLock
from collections import namedtuple
from itertools import count

__all__ = ['scheduler']

Event = namedtuple('Event', 'time, priority, sequence, action, argument, kwargs')


class scheduler:
    """Runs actions when their time has come."""

    def __init__(self, timefunc=time.monotonic, delayfunc=time.sleep):
        self._queue, self._numbers, self._lock = [], count(), RLock()
        self.timefunc, self.delayfunc = timefunc, delayfunc

    def enterabs(self, time, priority, action, argument=(), kwargs={}):
        """Enter an action for a moment."""
        event = Event(time, priority, next(self._numbers), action, argument, kwargs)
        with self._lock:
            heapq.heappush(self._queue, event)
        return event

    def enter(self, delay, priority, action, argument=(), kwargs={}):
        """Enter an action for so much later."""
        return self.enterabs(self.timefunc() + delay, priority, action, argument, kwargs)

    def cancel(self, event):
        """Take an action out; ValueError if it is not in."""
        with self._lock:
            self._queue.remove(event)
            heapq.heapify(self._queue)

    def empty(self):
        """Whether no action waits."""
        return not self._queue

    def run(self, blocking=True):
        """Run all actions; without waiting, those whose time has come."""
        while True:
            with self._lock:
                if not self._queue:
                    return None
                event = self._queue[0]
                pause = event.time - self.timefunc()
                if pause <= 0:
                    heapq.heappop(self._queue)
            # The lock is free meanwhile: other threads and the action may enter more.
            if pause > 0:
                if not blocking:
                    return pause
                self.delayfunc(pause)
            else:
                event.action(*event.argument, **event.kwargs)
                # Others may want to run.
                self.delayfunc(0)

    @property
    def queue(self):
        """The actions in the order in which they will run."""
        return sorted(self._queue)
