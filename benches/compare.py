"""Runs the programs of benches/programs against other interpreters, in turns.

    python3 benches/compare.py --against python3.12
    python3 benches/compare.py --flags                  what `-X perf` costs
    python3 benches/compare.py --against python3.12 --runs 9 fib nbody

For each program: the median of the user time (the whole time for `startup`), how
many times as fast glassnake is, and the peak memory. The runs alternate, so that a
change of the machine's mood hits all alike. Every interpreter must print the same.
"""

import argparse
import hashlib
import os
import pathlib
import resource
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAMS = ROOT / "benches" / "programs"


def measure(command):
    """Runs a command: user seconds, real seconds, peak KiB, a checksum of its output."""
    with tempfile.TemporaryFile() as output:
        start = time.perf_counter()
        child = subprocess.Popen(command, stdout=output, stdin=subprocess.DEVNULL)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        real = time.perf_counter() - start
        if child.returncode:
            sys.exit(f"{' '.join(map(str, command))}: exit status {child.returncode}")
        output.seek(0)
        digest = hashlib.sha256(output.read()).hexdigest()
    return usage.ru_utime, real, usage.ru_maxrss, digest


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("programs", nargs="*", help="names of programs; all by default")
    parser.add_argument("--glassnake", default=str(ROOT / "target" / "release" / "glassnake"))
    parser.add_argument("--against", action="append", default=[], metavar="PYTHON")
    parser.add_argument("--flags", action="store_true", help="also run each with -X perf")
    parser.add_argument("--runs", type=int, default=5)
    arguments = parser.parse_args()

    maps = tempfile.TemporaryDirectory()
    runners = {"glassnake": [arguments.glassnake]}
    if arguments.flags:
        runners["-X perf"] = [arguments.glassnake, "-X", "perf", "-X", f"perf_dir={maps.name}"]
    for other in arguments.against:
        runners[other] = [other]
        if arguments.flags:
            runners[f"{other} -X perf"] = [other, "-X", "perf"]

    paths = sorted(PROGRAMS.glob("*.py"))
    if arguments.programs:
        paths = [PROGRAMS / f"{name}.py" for name in arguments.programs]
    names = [pathlib.Path(name).name if "/" in name else name for name in runners]
    print("seconds".ljust(16), *(name.rjust(18) for name in names))
    ratios = {name: [] for name in runners}
    for path in paths:
        results = {name: [] for name in runners}
        for _ in range(arguments.runs):
            for name, command in runners.items():
                results[name].append(measure([*command, path]))
        if len({result[3] for runs in results.values() for result in runs}) > 1:
            sys.exit(f"{path.name}: the outputs differ")
        column = 1 if path.stem == "startup" else 0
        medians = {name: statistics.median(run[column] for run in runs) for name, runs in results.items()}
        memory = {name: max(run[2] for run in runs) for name, runs in results.items()}
        base = max(medians["glassnake"], 1e-4)
        cells = []
        for name in runners:
            ratio = medians[name] / base
            ratios[name].append(max(ratio, 1e-4))
            # Linux counts what the starter had before the program replaced it.
            own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            peak = f"{'<' if memory[name] <= own else ''}{memory[name] // 1024}M"
            cells.append(f"{medians[name]:.3f} {ratio:4.1f}x {peak:>4}".rjust(18))
        print(path.stem.ljust(16), *cells, flush=True)
    means = (f"{statistics.geometric_mean(ratios[name]):.2f}x".rjust(18) for name in runners)
    print("geometric mean".ljust(16), *means)


if __name__ == "__main__":
    main()
