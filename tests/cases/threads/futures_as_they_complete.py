# as_completed and wait: the order of the ends, first ends, timeouts.
import threading
from concurrent.futures import (
    ALL_COMPLETED, FIRST_COMPLETED, FIRST_EXCEPTION, Future, InvalidStateError, ThreadPoolExecutor, as_completed, wait)

gates = [threading.Event() for _ in range(3)]
with ThreadPoolExecutor(3) as pool:
    futures = [pool.submit(gate.wait) for gate in gates]
    try:
        futures[0].result(timeout=0.01)
    except TimeoutError as error:
        print(repr(error))
    try:
        list(as_completed(futures, timeout=0.01))
    except TimeoutError as error:
        print(error)
    print(wait(futures, timeout=0.01)[0], len(wait(futures, timeout=0).not_done))
    order = []
    following = [2, 0, 1]
    gates[following[0]].set()
    for future in as_completed(futures):
        order.append(futures.index(future))
        if len(order) < 3:
            gates[following[len(order)]].set()
    print(order)
    done, left = wait(futures)
    print(len(done), left)

future, other = Future(), Future()
print(repr(future).split('state=')[1], future.set_running_or_notify_cancel(), repr(future).split('state=')[1])
threading.Timer(0.01, future.set_result, [5]).start()
done, left = wait([future, other], return_when=FIRST_COMPLETED)
print(done == {future}, left == {other}, future.result(), repr(future).split('state=')[1])
threading.Timer(0.01, other.set_exception, [KeyError('k')]).start()
done, left = wait([future, other], return_when=FIRST_EXCEPTION)
print(len(done), len(left), repr(other.exception()), repr(other).split('state=')[1])
try:
    future.set_result(6)
except InvalidStateError as error:
    print(type(error).__name__)
gate = threading.Event()
with ThreadPoolExecutor(1) as pool:
    slow = pool.map(lambda event: event.wait(), [gate], timeout=0.01)
    try:
        next(slow)
    except TimeoutError as error:
        print(repr(error))
    gate.set()
