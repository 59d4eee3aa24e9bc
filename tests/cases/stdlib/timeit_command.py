# The command line of timeit, and errors in what it times.
import contextlib
import io
import sys
import timeit


def run(*args):
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = timeit.main(list(args), _wrap_timer=lambda timer: fake)
    print(args, status)
    print(out.getvalue(), end='')
    print(err.getvalue().splitlines()[-1:])


class Fake:
    """A clock that goes on by a quarter of a second with each look."""

    now, step = 0.0, 0.25

    def __call__(self):
        self.now += self.step
        return self.now


fake = Fake()
run()
run('-n', '1')
run('-n', '10', '-r', '3', '-v', 'x = 1')
run('--number=4', '--unit=usec', '-vv', '-s', 'x = 1', '-s', 'y = 2', 'x', 'y')
run('-u', 'hours')
run('-q')
run('-n', '1', 'if True:', '    1 / 0')
fake.step = 3e-7
run('-n', '1', '-r', '0')
print(timeit.timeit('x', 'x = 1', number=1) >= 0, len(timeit.repeat(number=1, repeat=2)))
fake.step = 1
try:
    timeit.Timer('1 +')
except SyntaxError as error:
    print(error.msg)
print(timeit.Timer(timer=fake).autorange())
