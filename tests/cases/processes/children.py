# Processes: how they end, what they inherit, what is refused.
import multiprocessing
import os
import signal
import sys
import threading
import time

shared = ['before']


def work(number):
    shared.append(number)
    print('in', multiprocessing.current_process().name, shared, multiprocessing.parent_process().name,
          threading.current_thread().name)


class Ending(multiprocessing.Process):
    def run(self):
        sys.exit(3)


def wait():
    time.sleep(60)


if __name__ == '__main__':
    child = multiprocessing.Process(target=work, args=(1,))
    print(child.name, child.daemon, child.exitcode, child.pid, child.is_alive())
    child.start()
    child.join()
    print(child.exitcode, child.is_alive(), child.pid == os.getpid(), shared)
    print(repr(child).replace(str(child.pid), 'N').replace(str(os.getpid()), 'P'))
    for wrong in (child.start, multiprocessing.Process(target=work).join, lambda: setattr(child, 'daemon', True),
                  lambda: setattr(child, 'name', 5)):
        try:
            wrong()
        except AssertionError as error:
            print(error)
    ending = Ending(name='ending')
    ending.start()
    ending.join()
    print(ending.name, ending.exitcode)
    sleeping = multiprocessing.Process(target=wait, daemon=True)
    sleeping.start()
    sleeping.join(0.01)
    print(sleeping.is_alive(), sleeping.exitcode, multiprocessing.active_children() == [sleeping])
    sleeping.terminate()
    sleeping.join()
    print(sleeping.exitcode == -signal.SIGTERM, multiprocessing.active_children())
    sleeping.close()
    try:
        sleeping.is_alive()
    except ValueError as error:
        print(error)
    # A daemon is ended with the program.
    multiprocessing.Process(target=wait, daemon=True).start()
    print(repr(multiprocessing.current_process()), multiprocessing.parent_process())
