"""Three functions that call each other, and only the last one works.

    perf record -F 999 -g -- target/release/glassnake -X perf examples/chain.py
    perf report --stdio --no-children -g caller

Look for the chain `py::<module>`, `py::foo`, `py::bar`, `py::baz`, each with the evaluator
below it: nearly all samples hang from its end. Without `-X perf` the evaluator is all
there is to see.

An argument says how many rounds to work (20 by default).
"""

import sys


def baz(rounds):
    total = 0
    for _ in range(rounds):
        for step in range(1_000_000):
            total += step & 3
    return total


def bar(rounds):
    return baz(rounds)


def foo(rounds):
    return bar(rounds)


if __name__ == "__main__":
    print(foo(int(sys.argv[1]) if len(sys.argv) > 1 else 20))
