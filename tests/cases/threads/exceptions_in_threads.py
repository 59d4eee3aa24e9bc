# What a thread dies of goes to threading.excepthook, and the others live on.
import sys
import threading


def fail(kind, *args):
    raise kind(*args)


def hook(args):
    print(args.exc_type.__name__, args.exc_value, args.thread.name, args.exc_traceback.tb_frame.f_code.co_name != '',
          len(args), type(args).__name__)


def run(*args):
    thread = threading.Thread(target=fail, args=args, name='T')
    thread.start()
    thread.join()
    return thread.is_alive()


threading.excepthook = hook
print(run(ValueError, 'wrong'), run(SystemExit, 3), run(KeyboardInterrupt))
threading.excepthook = threading.__excepthook__


class Lines:
    def write(self, text):
        lines.append(text)

    def flush(self):
        pass


lines = []
stderr, sys.stderr = sys.stderr, Lines()
run(ZeroDivisionError, 'division')
run(SystemExit)
threading.excepthook = lambda args: 1 / 0
run(ValueError, 'unheard')
sys.stderr = stderr
text = ''.join(lines).splitlines()
print(text[0], text[1], [line for line in text if line[0] != ' '][2:], sep='\n')
try:
    threading.__excepthook__(None)
except TypeError as error:
    print(error)
