# Names, numbers and reprs of threads; what is refused before, while and after they run.
import re
import threading


def job():
    go.wait()


go = threading.Event()
threads = [threading.Thread(target=job), threading.Thread(), threading.Thread(name='named', daemon=True),
           threading.Thread(target=print, name=7), threading.Timer(1, job)]


def shown(thread):
    return re.sub(r'\d{5,}', 'N', repr(thread))


print([thread.name for thread in threads], [thread.daemon for thread in threads])
first = threads[0]
print(shown(first), first.ident, first.native_id, first.is_alive())
first.start()
print(shown(first), first.ident in [it.ident for it in threading.enumerate()], threading.active_count())
first.name = 'renamed'
for wrong in (first.start, threads[1].join, threading.current_thread().join, lambda: setattr(first, 'daemon', True),
              lambda: threading.Thread(group=1)):
    try:
        wrong()
    except (RuntimeError, AssertionError) as error:
        print(type(error).__name__, error)
first.join(0.001)
print(first.is_alive())
go.set()
first.join()
print(shown(first), first.is_alive(), first.join(), threading.active_count())
main = threading.main_thread()
print(shown(main), main is threading.current_thread(), main.ident == threading.get_ident(), main.daemon)
print(shown(threads[2]), threads[3].name == '7', shown(threads[4]))


class Worker(threading.Thread):
    def __init__(self, items):
        self.items = items

    def run(self):
        self.items.append(self.name)


try:
    Worker([]).start()
except RuntimeError as error:
    print(error)
