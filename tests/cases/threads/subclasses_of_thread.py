# A class whose run() is what the thread does, and that keeps the result.
import threading


class Sum(threading.Thread):
    def __init__(self, *numbers):
        super().__init__(name=f'sum of {len(numbers)}')
        self.numbers, self.result = numbers, None

    def run(self):
        self.result = sum(self.numbers), threading.current_thread() is self


threads = [Sum(1, 2, 3), Sum(), Sum(*range(1000))]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
    print(thread.name, thread.result)
thread = Sum(5)
thread.run()
print(thread.result, thread.is_alive())
