# Clocks, struct_time and strftime.
import time
def t(f, *a, **k):
    try:
        r = f(*a, **k)
        print(getattr(f, '__name__', '?'), repr(r))
    except BaseException as e:
        print(getattr(f, '__name__', '?'), type(e).__name__, e)
print(time.gmtime(0)); print(time.gmtime(86400 * 365.25 * 40).tm_year, time.gmtime(1e9).tm_zone, time.gmtime(0)[:3]); print(time.strftime('%Y-%m-%d %H:%M:%S %j %U %W %a %b %p %I %% %V %G %u', time.gmtime(1234567890)))
print(time.asctime(time.gmtime(0)), time.mktime(time.localtime(1000000000)), time.ctime(0)[-4:]); t(time.sleep, -1); t(time.sleep, 'a'); t(time.gmtime, 'a'); t(time.strftime, 1); t(time.strftime, '%Y', (1, 2)); t(time.gmtime, 1e30); t(time.sleep, 1e30); t(time.get_clock_info, 'x'); print(time.get_clock_info('time')); t(time.struct_time, (1, 2)); print(time.struct_time(range(9))); print(time.struct_time(range(11)).tm_gmtoff)
for y in range(1990, 2030):
    print(time.strftime('%G-%V-%u %j %U %W', time.gmtime((y - 1970) * 31557600 + 3600)), end='; ')
print()
a = time.perf_counter(); b = time.perf_counter(); print(b >= a, type(time.time()), type(time.time_ns()), time.process_time() >= 0, time.monotonic_ns() > 0)
t0 = time.monotonic(); time.sleep(.02); print(.02 <= time.monotonic() - t0 < 1); t(time.sleep, 0); t(time.clock_gettime, 99)
