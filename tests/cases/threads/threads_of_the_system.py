# _thread itself: threads without objects, which threading shows as dummies.
import _thread
import threading
import time

done = _thread.allocate_lock()
done.acquire()
seen = []


def run(first, *, second):
    thread = threading.current_thread()
    seen.append((first, second, thread.name, thread.daemon, type(thread).__name__, thread.is_alive(),
                 thread.ident == _thread.get_ident()))
    try:
        thread.join()
    except RuntimeError as error:
        seen.append(str(error))
    except AssertionError as error:
        seen.append(str(error))
    done.release()
    _thread.exit()


ident = _thread.start_new_thread(run, (1,), {'second': 2})
done.acquire()
print(type(ident), ident != _thread.get_ident())
for line in seen:
    print(line)
for args in ((1, ()), (print, []), (print, (), ()), (print,)):
    try:
        _thread.start_new_thread(*args)
    except TypeError as error:
        print(error)
print(threading.stack_size(), threading.get_ident() == _thread.get_ident(), threading.TIMEOUT_MAX == _thread.TIMEOUT_MAX)
