# Threads that pass a token around print in turn; joins put the rest in order.
import threading

turns = [threading.Semaphore(0) for _ in range(4)]


def say(place):
    for line in range(3):
        turns[place].acquire()
        print(f'line {line} of {place}')
        turns[(place + 1) % len(turns)].release()


threads = [threading.Thread(target=say, args=(place,)) for place in range(len(turns))]
for thread in reversed(threads):
    thread.start()
turns[0].release()
for thread in threads:
    thread.join()
for number in range(3):
    thread = threading.Thread(target=print, args=('thread', number))
    thread.start()
    thread.join()
    print('joined', number)
