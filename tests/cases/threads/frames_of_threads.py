# A thread's frames as another thread sees them, while it waits and when it has ended.
import sys
import threading

seen = []
ready, go_on = threading.Event(), threading.Event()


def inner():
    seen.append(sys._getframe())
    ready.set()
    go_on.wait()
    return 'inner'


def outer():
    return inner()


thread = threading.Thread(target=outer)
thread.start()
ready.wait()
frame = seen[0]
print(frame.f_code.co_name, frame.f_lineno - inner.__code__.co_firstlineno, frame.f_back.f_code.co_name)
frames = sys._current_frames()
print(len(frames), frames[threading.get_ident()].f_code.co_name)
names = []
frame = frames[thread.ident]
while frame is not None:
    names.append(frame.f_code.co_name)
    frame = frame.f_back
print(names[names.index('inner'):][:2])
go_on.set()
thread.join()
print(len(sys._current_frames()), seen[0].f_code.co_name)
