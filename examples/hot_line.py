"""One function, one slow line: which?

Every function profiler says that `summarise` takes the time, and that is no news. Profiled by
frame records, each line has its own share:

    perf record -F 999 -g glassnake -X perf_frames=lines examples/hot_line.py
    perf report --children --stdio -g none --sort sym | grep py::
"""

import sys


def summarise(readings):
    low = high = readings[0]
    total = 0.0
    report = ''
    for reading in readings:
        low = min(low, reading)
        high = max(high, reading)
        total += reading
        report = f'{low:.3f} {high:.3f} {total:.6f}'
    return report


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 600_000
    readings = [(i * 7919 % 10_007) / 64 for i in range(count)]
    print(summarise(readings))


main()
