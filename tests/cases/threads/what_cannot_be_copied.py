# Locks and what has some inside can't be copied or pickled.
import copy
import pickle
import queue
import threading

for it in (threading.Lock(), threading.RLock(), queue.Queue(), threading.Event(), threading.local(), threading.Thread()):
    for function in (pickle.dumps, copy.deepcopy):
        try:
            function(it)
        except TypeError as error:
            print(type(it).__name__, error)
