# A signal is dealt with also in a loop in which every turn collects.
import gc
import signal


class Alarm(Exception):
    pass


def on_alarm(number, frame):
    raise Alarm


signal.signal(signal.SIGALRM, on_alarm)
signal.setitimer(signal.ITIMER_REAL, 0.05)
try:
    while True:
        gc.collect()
except Alarm:
    print('alarm')
