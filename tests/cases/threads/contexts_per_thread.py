# Context variables, decimal contexts and containers that show themselves: each thread has its own.
import contextvars
import decimal
import reprlib
import threading

var = contextvars.ContextVar('var', default='unset')
var.set('main')
decimal.getcontext().prec = 5
copied = contextvars.copy_context()


def run(function):
    result = []
    thread = threading.Thread(target=lambda: result.append(function()))
    thread.start()
    thread.join()
    return result[0]


def change():
    var.set('thread')
    decimal.getcontext().prec = 3
    return var.get(), decimal.Decimal(1) / 7, len(contextvars.copy_context())


print(run(lambda: (var.get(), decimal.getcontext().prec)), run(change), var.get(), decimal.Decimal(1) / 7)
print(run(lambda: copied.run(var.get)), run(lambda: (len(contextvars.copy_context()), decimal.Decimal(1) / 7)))

# By turns in two threads.
turns = [threading.Semaphore(1), threading.Semaphore(0)]


def divide(place):
    results = []
    with decimal.localcontext() as context:
        context.prec = 2 + place
        for _ in range(3):
            turns[place].acquire()
            results.append(str(decimal.Decimal(2) / 3))
            turns[1 - place].release()
    return results


other = []
thread = threading.Thread(target=lambda: other.append(divide(1)))
thread.start()
print(divide(0), thread.join(), other)


class Shown:
    @reprlib.recursive_repr()
    def __repr__(self):
        # Another thread shows the same object meanwhile.
        return f'<{run(lambda: repr(self)) if threading.current_thread() is threading.main_thread() else 7}>'


print(Shown())
