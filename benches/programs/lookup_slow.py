"""Membership tests on a list: the list search is all there is.

The phase of examples/lookup_slow.py, on a shorter list.
"""


def run(numbers, wanted):
    found = 0
    for number in wanted:
        if number in numbers:
            found += 1
    return found


numbers = list(range(1_000_000))
print(run(numbers, range(0, 2_000_000, 20_000)))
