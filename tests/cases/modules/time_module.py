# time: clocks go forward, sleeping takes time.
import time
a = time.perf_counter()
time.sleep(0.01)
b = time.perf_counter()
print(b - a >= 0.01, time.time() > 1e9, time.monotonic() <= time.monotonic(), isinstance(time.perf_counter_ns(), int), time.process_time() >= 0)
