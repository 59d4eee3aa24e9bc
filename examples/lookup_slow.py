"""Membership tests against a list: slow, and perf shows why.

    perf record -F 999 -g -- target/release/glassnake -X perf examples/lookup_slow.py
    perf report --stdio --no-children -g caller

Look under `py::run_lookups`: nearly all of the time is in the native search of a list, which
compares one number after the other. Then look at lookup_fast.py.

An argument says how many tests to make (100,000 by default).
"""

import sys
import time

SIZE = 20_000_000
REACH = 10_000  # keys lie this near to the front, so that a test ends in our lifetime


def build_numbers():
    return list(range(SIZE))


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
    print(f"list: {found} of {count} found in {seconds:.3f} s")


if __name__ == "__main__":
    main()
