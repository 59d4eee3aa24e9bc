"""Switching perf support on and off while the script runs.

    perf record -F 999 -g -- target/release/glassnake examples/switch.py
    perf report --stdio --no-children -g caller

There is no `-X perf` here: the script itself asks. Look for `py::watched` with `py::work` under it. There
is no `py::unwatched`, which does the same work before and after, and no `py::<module>`, which
was already running when support was switched on.

An argument says how many rounds each part works (10 by default).
"""

import sys


def work(rounds):
    total = 0
    for _ in range(rounds):
        for step in range(1_000_000):
            total += step & 3
    return total


def unwatched(rounds):
    return work(rounds)


def watched(rounds):
    return work(rounds)


def say_state(step):
    print(f"{step}: active is {sys.is_stack_trampoline_active()}")


def main():
    if not hasattr(sys, "activate_stack_trampoline"):
        print("this Python has no stack trampolines")
        return
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 10

    say_state("at the start")
    unwatched(rounds)

    sys.activate_stack_trampoline("perf")
    say_state("activated")
    watched(rounds)

    sys.deactivate_stack_trampoline()
    say_state("deactivated")
    unwatched(rounds)


if __name__ == "__main__":
    main()
