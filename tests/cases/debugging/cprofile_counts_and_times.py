# A clock that advances by one per reading makes the times exact: own and total, with and without recursion.
import cProfile
import itertools
import pstats


def fact(n):
    return n * fact(n - 1) if n else len('a')


def numbers():
    yield 1
    yield 2


def main():
    fact(4)
    for number in numbers():
        abs(number)
    words = []
    words.append(1)
    sorted([3, 1], key=lambda value: fact(value))
    try:
        [].index(1)
    except ValueError:
        pass


profile = cProfile.Profile(itertools.count().__next__, 0.5)
profile.enable()
main()
profile.disable()
stats = pstats.Stats(profile).strip_dirs().sort_stats('name', 'line')
stats.print_stats()
stats.print_callers()
stats.print_callees()

profile = cProfile.Profile(itertools.count().__next__, 0.5)
print(profile.runcall(fact, 3))
profile.print_stats('stdname')
with profile:
    fact(1)
for entry in sorted(profile.getstats(), key=lambda entry: str(entry.code)[:8]):
    print(entry.callcount, entry.reccallcount, entry.totaltime, entry.inlinetime, len(entry.calls or ()))
profile.clear()
print(profile.getstats())

other = cProfile.Profile()
profile.enable()
try:
    other.enable()
except ValueError as error:
    print(error)
finally:
    profile.disable()
profile = cProfile.Profile(itertools.count().__next__, 1, builtins=False)
profile.enable(builtins=False)
fact(2)
profile.disable()
profile.print_stats('calls')
