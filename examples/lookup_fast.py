"""The membership tests of lookup_slow.py, against a set.

    perf record -F 999 -g -- target/release/glassnake -X perf examples/lookup_fast.py
    perf report --stdio --no-children -g caller

Look for `py::run_lookups`: it has all but gone from the report. What is left is `py::build_numbers`,
the price of a set, which lookup_slow.py shows to be worth paying.

An argument says how many tests to make (100,000 by default).
"""

import sys
import time

SIZE = 20_000_000
REACH = 10_000  # the same keys as in lookup_slow.py


def build_numbers():
    return set(range(SIZE))


def run_lookups(numbers, count):
    found = 0
    for turn in range(count):
        if turn * 7919 % REACH in numbers:
            found += 1
    return found


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    numbers = build_numbers()
    start = time.perf_counter()
    found = run_lookups(numbers, count)
    seconds = time.perf_counter() - start
    print(f"set: {found} of {count} found in {seconds:.3f} s")


if __name__ == "__main__":
    main()
