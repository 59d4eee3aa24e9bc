# A loop and threads: to_thread, executors, callbacks and coroutines from other threads.
import asyncio
import contextvars
import threading
import time
from concurrent.futures import ThreadPoolExecutor

name = contextvars.ContextVar('name', default='nobody')


def slow(number):
    time.sleep(0.01)
    if number < 0:
        raise ValueError(number)
    return number * 2, name.get(), threading.current_thread() is threading.main_thread()


async def main():
    name.set('main')
    print(await asyncio.gather(*(asyncio.to_thread(slow, number) for number in range(3))))
    loop = asyncio.get_running_loop()
    with ThreadPoolExecutor(1) as pool:
        # An executor knows nothing of contexts.
        print(await loop.run_in_executor(pool, slow, 4))
    try:
        await asyncio.to_thread(slow, -1)
    except ValueError as error:
        print('raised', error)

    called = asyncio.Event()
    thread = threading.Thread(target=lambda: (time.sleep(0.01), loop.call_soon_threadsafe(called.set)))
    thread.start()
    await called.wait()
    thread.join()

    async def double(number):
        await asyncio.sleep(0)
        return number * 2

    def ask():
        try:
            asyncio.get_running_loop()
        except RuntimeError as error:
            print(error)
        try:
            asyncio.get_event_loop()
        except RuntimeError as error:
            print(error)
        answer = asyncio.run_coroutine_threadsafe(double(21), loop).result(timeout=10)
        return answer, asyncio.run(double(5))

    with ThreadPoolExecutor(1, 'asking') as pool:
        print(await asyncio.wrap_future(pool.submit(ask)))
    try:
        await asyncio.wait_for(asyncio.to_thread(gate.wait), 0.01)
    except TimeoutError:
        print('too late')
    gate.set()


gate = threading.Event()
asyncio.run(main())
