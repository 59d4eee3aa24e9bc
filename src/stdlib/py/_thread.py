"""Threads, as `threading` has them."""

from threading import Lock, RLock, ThreadError as error, Thread as _Thread, get_ident, get_native_id, stack_size

__all__ = ['error', 'start_new_thread', 'allocate_lock', 'get_ident', 'get_native_id', 'exit', 'LockType', 'RLock',
           'stack_size', 'TIMEOUT_MAX', 'start_new', 'allocate']

TIMEOUT_MAX = 9223372036.0
LockType = Lock
allocate = allocate_lock = Lock


def start_new_thread(function, args, kwargs={}, /):
    """Run a function to its end."""
    thread = _Thread(target=function, args=args, kwargs=kwargs)
    thread.start()
    return thread.ident


start_new = start_new_thread


def exit():
    """End the thread."""
    raise SystemExit
