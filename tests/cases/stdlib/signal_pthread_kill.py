import signal
import threading

signal.signal(signal.SIGUSR1, lambda number, frame: print('signal', number == signal.SIGUSR1))
signal.pthread_kill(threading.get_ident(), signal.SIGUSR1)
print('sent')
signal.pthread_kill(threading.main_thread().ident, 0)
