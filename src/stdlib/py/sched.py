"""Calls at given times, in their order."""

import heapq
import time

from collections import namedtuple
from itertools import count

__all__ = ['scheduler']

Event = namedtuple('Event', 'time, priority, sequence, action, argument, kwargs')


class scheduler:
    """Runs actions when their time has come."""

    def __init__(self, timefunc=time.monotonic, delayfunc=time.sleep):
        self._queue, self._numbers = [], count()
        self.timefunc, self.delayfunc = timefunc, delayfunc

    def enterabs(self, time, priority, action, argument=(), kwargs={}):
        """Enter an action for a moment."""
        event = Event(time, priority, next(self._numbers), action, argument, kwargs)
        heapq.heappush(self._queue, event)
        return event

    def enter(self, delay, priority, action, argument=(), kwargs={}):
        """Enter an action for so much later."""
        return self.enterabs(self.timefunc() + delay, priority, action, argument, kwargs)

    def cancel(self, event):
        """Take an action out; ValueError if it is not in."""
        self._queue.remove(event)
        heapq.heapify(self._queue)

    def empty(self):
        """Whether no action waits."""
        return not self._queue

    def run(self, blocking=True):
        """Run all actions; without waiting, those whose time has come."""
        while self._queue:
            event = self._queue[0]
            pause = event.time - self.timefunc()
            if pause > 0:
                if not blocking:
                    return pause
                self.delayfunc(pause)
            else:
                heapq.heappop(self._queue)
                event.action(*event.argument, **event.kwargs)
                # Others may want to run.
                self.delayfunc(0)

    @property
    def queue(self):
        """The actions in the order in which they will run."""
        return sorted(self._queue)
