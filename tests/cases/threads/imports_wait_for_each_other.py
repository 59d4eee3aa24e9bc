# Two modules import the same third one, in two threads: it is waited for.
import os
import sys
import tempfile
import threading

with tempfile.TemporaryDirectory() as folder:
    sys.path.insert(0, folder)
    for name, text in [('one', 'from slow import last'), ('two', 'from slow import last'),
                       ('slow', 'import time\ntime.sleep(.1)\nlast = 1')]:
        with open(os.path.join(folder, name + '.py'), 'w') as file:
            file.write(text)
    seen = []

    def load(name):
        seen.append(__import__(name).last)

    threads = [threading.Thread(target=load, args=(name,)) for name in ('one', 'two')]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(seen)
