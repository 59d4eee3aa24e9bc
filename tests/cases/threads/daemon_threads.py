# The program waits for threads at its end, not for daemons; then atexit functions are called.
import atexit
import threading
import time


def stay():
    while True:
        time.sleep(1)


def finish():
    time.sleep(0.02)
    print('a thread at the end', threading.main_thread().is_alive())


daemon = threading.Thread(target=stay, daemon=True)
daemon.start()
heir = []
maker = threading.Thread(target=lambda: heir.append(threading.Thread().daemon), daemon=True)
maker.start()
maker.join()
print(daemon.daemon, daemon.is_alive(), heir)
atexit.register(print, 'atexit')
threading.Thread(target=finish).start()
print('the end of the main program')
