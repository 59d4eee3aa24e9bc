# A generator that another thread was running when the process forked still has its frame.
import os
import threading


def numbers():
    local = [1, 2]
    inside.set()
    go_on.wait()
    yield local


inside, go_on = threading.Event(), threading.Event()
generator = numbers()
thread = threading.Thread(target=next, args=(generator,))
thread.start()
inside.wait()
child = os.fork()
if child == 0:
    print(generator.gi_running, generator.gi_frame.f_locals)
    try:
        next(generator)
    except ValueError as error:
        print(error, flush=True)
    os._exit(0)
print(os.waitpid(child, 0)[1])
go_on.set()
thread.join()
