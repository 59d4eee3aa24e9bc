# In the child of a fork there is one thread, the main one; what was registered is called.
import os
import threading

os.register_at_fork(before=lambda: print('before', flush=True),
                    after_in_child=lambda: print('in the child', flush=True),
                    after_in_parent=lambda: os.waitpid(-1, 0) and print('in the parent', flush=True))
stop = threading.Event()
thread = threading.Thread(target=stop.wait)
thread.start()
pid = os.fork()
if pid == 0:
    print(threading.active_count(), thread.is_alive(), threading.current_thread().name, flush=True)
    again = threading.Thread(target=print, args=('a thread of the child',), kwargs={'flush': True})
    again.start()
    again.join()
    os._exit(0)
print(threading.active_count(), thread.is_alive())
stop.set()
thread.join()
