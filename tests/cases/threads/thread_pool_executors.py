# Pools: names, order of map, errors, callbacks, shutdown, initializers.
import logging
import threading
import time
from concurrent.futures import BrokenExecutor, CancelledError, Future, ThreadPoolExecutor

logging.disable()
with ThreadPoolExecutor(max_workers=3, thread_name_prefix='pool') as pool:
    print(list(pool.map(pow, [1, 2, 3], [4, 5, 6])))
    names = {pool.submit(lambda: threading.current_thread().name).result() for _ in range(5)}
    print(names <= {'pool_0', 'pool_1', 'pool_2'})
    failed = pool.submit(divmod, 1, 0)
    print(repr(failed.exception()), failed.done(), failed.running(), failed.cancelled(), failed.cancel())
    try:
        failed.result()
    except ZeroDivisionError as error:
        print('raised', error)
    heard = []
    future = pool.submit(time.sleep, 0.01)
    future.add_done_callback(lambda it: heard.append((it is future, it.result())))
try:
    pool.submit(print)
except RuntimeError as error:
    print(heard, error)

gate = threading.Event()
pool = ThreadPoolExecutor(1)
running, *waiting = [pool.submit(gate.wait) for _ in range(3)]
while not running.running():
    time.sleep(0.001)
print(running.cancel(), waiting[0].cancel(), waiting[0].cancelled())
pool.shutdown(wait=False, cancel_futures=True)
gate.set()
print(running.result(), [it.cancelled() for it in waiting])
try:
    waiting[1].result()
except CancelledError as error:
    print(type(error).__name__)

started = []
with ThreadPoolExecutor(2, initializer=started.append, initargs=('ready',)) as pool:
    pool.submit(print, 'work').result()
print(started)
with ThreadPoolExecutor(1, initializer=lambda: 1 / 0) as pool:
    future = pool.submit(print)
    print(repr(future.exception()))
    try:
        pool.submit(print)
    except BrokenExecutor as error:
        print(type(error).__name__)
for wrong in (dict(max_workers=0), dict(initializer=3)):
    try:
        ThreadPoolExecutor(**wrong)
    except (ValueError, TypeError) as error:
        print(error)
