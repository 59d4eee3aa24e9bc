# What locks refuse, and what they say.
import _thread
import threading

lock, rlock = threading.Lock(), threading.RLock()


def elsewhere(function):
    result = []
    thread = threading.Thread(target=lambda: result.append(attempt(function)))
    thread.start()
    thread.join()
    return result[0]


def attempt(function):
    try:
        return function()
    except (RuntimeError, ValueError, OverflowError, TypeError) as error:
        return f'{type(error).__name__}: {error}'


for function in (lock.release, rlock.release, lambda: lock.acquire(False, 1), lambda: lock.acquire(timeout=-2),
                 lambda: lock.acquire(timeout=threading.TIMEOUT_MAX * 2), lambda: lock.acquire('yes')):
    print(attempt(function))
print(lock.locked(), lock.acquire(False), lock.acquire(timeout=0.01), elsewhere(lambda: lock.acquire(timeout=0.01)))
# A lock may be released by another thread, an RLock may not.
print(elsewhere(lock.release), lock.locked())
with rlock:
    print(rlock.acquire(), elsewhere(lambda: rlock.acquire(False)), elsewhere(rlock.release))
    rlock.release()
    try:
        with lock:
            raise KeyError('inside')
    except KeyError:
        print(lock.locked())
print(repr(lock).split(' at ')[0], repr(rlock).split(' at ')[0], type(lock), _thread.LockType is type(lock))
print(threading.ThreadError is RuntimeError, _thread.error is RuntimeError)
