# Functions that are called when a signal comes.
import os
import signal
import time


def handler(number, frame):
    print('got', signal.Signals(number).name)


print(signal.signal(signal.SIGUSR1, handler))
os.kill(os.getpid(), signal.SIGUSR1)
time.sleep(0.001)
signal.raise_signal(signal.SIGUSR1)
print(signal.getsignal(signal.SIGUSR1) is handler, signal.getsignal(signal.SIGTERM))


class Alarm(Exception):
    pass


def alarm(number, frame):
    raise Alarm


signal.signal(signal.SIGALRM, alarm)
signal.setitimer(signal.ITIMER_REAL, 0.02)
try:
    time.sleep(5)
except Alarm:
    print('woken')
signal.setitimer(signal.ITIMER_REAL, 0.02)
try:
    count = 0
    while True:
        count += 1
except Alarm:
    print('stopped')
# Where the parent has switched SIGINT off, it stays off unless told otherwise.
signal.signal(signal.SIGINT, signal.default_int_handler)
try:
    signal.raise_signal(signal.SIGINT)
except KeyboardInterrupt:
    print('KeyboardInterrupt')
for wrong in (lambda: signal.signal(signal.SIGKILL, handler), lambda: signal.signal(99, handler),
              lambda: signal.signal(signal.SIGUSR1, 'x')):
    try:
        wrong()
    except (OSError, ValueError, TypeError) as error:
        print(error)
print(signal.strsignal(9), repr(signal.SIGTERM))
