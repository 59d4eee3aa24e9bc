"""What profiling does to the proportions of a program: the share of its call-heavy half.

A profiler that makes calls dearer shows a program that does not exist. This runs a program of
two halves, one that does nothing but call and one that does nothing but loop, without
profiling, with each kind, and with perf sampling; the halves take their own time.

example:
  python3 benches/skew.py
  python3 benches/skew.py --against python3.12 --runs 15
"""

import argparse
import pathlib
import statistics
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = """
import os
from time import process_time

def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)

def loop(n):
    total = 0
    while n:
        total += n % 7
        n -= 1
    return total

fib(15), loop(1000)
start = process_time()
fib(26)
middle = process_time()
loop(700_000)
end = process_time()
print((middle - start) / (end - start), os.getpid())
"""
MODES = ["", "-X perf_frames", "-X perf", "-X perf_jit"]


def main():
    first, _, rest = __doc__.partition("\n")
    parser = argparse.ArgumentParser(
        description=first, epilog=rest, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--glassnake", default=str(ROOT / "target" / "release" / "glassnake"), metavar="PATH")
    parser.add_argument("--against", action="append", default=[], metavar="PYTHON", help="may be repeated")
    parser.add_argument("--runs", type=int, default=15, help="runs of each kind (15)")
    arguments = parser.parse_args()
    kinds = [
        (interpreter, mode, sampled)
        for interpreter in [arguments.glassnake, *arguments.against]
        for mode in MODES
        if interpreter == arguments.glassnake or mode != "-X perf_frames"
        for sampled in (False, True)
    ]
    shares = {kind: [] for kind in kinds}
    with tempfile.TemporaryDirectory() as directory:
        script = pathlib.Path(directory) / "halves.py"
        script.write_text(PROGRAM)
        for _ in range(arguments.runs):
            for interpreter, mode, sampled in kinds:
                command = [interpreter, *mode.split(), script]
                if sampled:
                    command = ["perf", "record", "-q", "-F", "999", "-g", "-o", "data", *command]
                run = subprocess.run(command, cwd=directory, capture_output=True, text=True)
                if run.returncode:
                    sys.exit(run.stderr)
                share, pid = run.stdout.split()
                shares[interpreter, mode, sampled].append(float(share) * 100)
                for left in [f"perf-{pid}.map", f"jit-{pid}.dump"]:
                    pathlib.Path("/tmp", left).unlink(missing_ok=True)
    print(f"{'share of the call-heavy half, %':32} {'alone':>8} {'sampled':>8}")
    for interpreter, mode, sampled in kinds:
        if not sampled:
            alone, under_perf = (statistics.median(shares[interpreter, mode, it]) for it in (False, True))
            name = f"{pathlib.Path(interpreter).name} {mode}"
            print(f"{name:32} {alone:8.2f} {under_perf:8.2f}")


if __name__ == "__main__":
    main()
