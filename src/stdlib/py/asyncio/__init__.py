"""Coroutines that run by turns: an event loop over time and threads. Streams and programs wait in threads.

    run() ──> loop:  ready callbacks, one after the other  <── call_soon, finished futures
                     timers, the nearest first             <── call_later, sleep
              task:  a coroutine; each future that it awaits calls it back
"""

from asyncio.events import (
    AbstractEventLoop, AbstractEventLoopPolicy, Handle, TimerHandle, get_event_loop, get_event_loop_policy,
    get_running_loop, new_event_loop, set_event_loop, set_event_loop_policy, _get_running_loop,
)
from asyncio.futures import (
    CancelledError, Future, InvalidStateError, Task, TimeoutError, all_tasks, create_task, current_task,
    ensure_future, isfuture, run_coroutine_threadsafe, wrap_future,
)
from asyncio.locks import (
    Barrier, BoundedSemaphore, BrokenBarrierError, Condition, Event, Lock, LifoQueue, PriorityQueue, Queue,
    QueueEmpty, QueueFull, Semaphore,
)
from asyncio.tasks import (
    ALL_COMPLETED, FIRST_COMPLETED, FIRST_EXCEPTION, Runner, TaskGroup, Timeout, as_completed, gather,
    iscoroutine, iscoroutinefunction, run, shield, sleep, timeout, timeout_at, to_thread, wait, wait_for,
)

__all__ = [name for name in dir() if not name.startswith('_') and name not in ('events', 'futures', 'locks', 'tasks')]

# Few programs need these, and they bring sockets and processes with them.
_LATER = {
    'subprocess': ('create_subprocess_exec', 'create_subprocess_shell'),
    'streams': ('IncompleteReadError', 'LimitOverrunError', 'Server', 'StreamReader', 'StreamWriter', 'open_connection',
                'open_unix_connection', 'start_server', 'start_unix_server'),
}
__all__ += [name for names in _LATER.values() for name in names]


def __getattr__(name):
    import importlib
    for module, names in _LATER.items():
        if name == module or name in names:
            module = importlib.import_module(f'asyncio.{module}')
            return module if name not in names else getattr(module, name)
    raise AttributeError(f"module 'asyncio' has no attribute {name!r}")
