"""Counts the samples whose chain is not exact, over all programs and examples.

A profile is as true as its chains. Each program runs under perf with frame records (or the
flags that are given), as many samples a second as perf takes, and every chain is looked at:

    leaf  list_contains           native functions above a Python frame: each has a name
          py::run_lookups         ...
          py::<module>            the script's own frame is in every chain, from the first
          glassnake::cli::run     sample that has it to the last
          main

A chain is not exact if the script's frame is missing, or if something between it and the
leaf has no name.

examples:
  python3 benches/exact.py
  python3 benches/exact.py --flags='-X perf' fib generators
"""

import argparse
import collections
import contextlib
import pathlib
import shlex
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
MODULE = "py::<module>"


def chains(command, rate):
    """Process and symbols, leaf first, of each sample of a command."""
    with tempfile.TemporaryDirectory() as directory:
        data = f"{directory}/perf.data"
        record = ["perf", "record", "-q", "-e", "cpu-clock", "-F", str(rate), "-g", "-o", data, *command]
        done = subprocess.run(record, cwd=directory, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        if done.returncode:
            sys.exit(f"{shlex.join(record)}: exit status {done.returncode}\n{done.stderr}")
        script = ["perf", "script", "-i", data, "-F", "pid,ip,sym", "--no-demangle"]
        text = subprocess.run(script, capture_output=True, text=True, check=True).stdout
    samples = []
    for sample in text.split("\n\n"):
        head, *frames = [line.split() for line in sample.splitlines() if line.strip()] or [None]
        if head:
            samples.append((head[0], [" ".join(symbol) for _, *symbol in frames]))
    for pid in {pid for pid, _ in samples}:
        with contextlib.suppress(FileNotFoundError):
            pathlib.Path(f"/tmp/perf-{pid}.map").unlink()
    return samples


def fault(frames):
    """What is wrong with a chain: the reason and the leaf."""
    at = [place for place, symbol in enumerate(frames) if symbol.startswith(MODULE)]
    if not at:
        return "no script", *frames[:1]
    if any("[unknown]" in symbol for symbol in frames[:at[-1]]):
        return "unknown", *frames[:1]
    return None


def examine(command, rate):
    """How many samples the script has, and how often what is wrong with them."""
    samples = chains(command, rate)
    of_script = [n for n, (_, frames) in enumerate(samples) if any(it.startswith(MODULE) for it in frames)]
    if not of_script:
        return 0, collections.Counter()
    first, last = of_script[0], of_script[-1]
    within = [frames for pid, frames in samples[first:last + 1] if pid == samples[first][0]]
    return len(within), collections.Counter(filter(None, map(fault, within)))


def main():
    first, _, rest = __doc__.partition("\n")
    parser = argparse.ArgumentParser(
        description=first, epilog=rest, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("programs", nargs="*", help="names of programs and examples; all by default")
    parser.add_argument("--glassnake", default=ROOT / "target" / "release" / "glassnake", metavar="PATH")
    parser.add_argument("--flags", default="-X perf_frames", help="options of glassnake (%(default)s)")
    parser.add_argument("--rate", type=int, default=4999, help="samples a second (%(default)s)")
    arguments = parser.parse_args()

    glassnake = pathlib.Path(arguments.glassnake).absolute()
    paths = [*sorted(ROOT.glob("benches/programs/*.py")), *sorted(ROOT.glob("examples/*.py"))]
    if arguments.programs:
        paths = [path for path in paths if path.stem in arguments.programs]
    total, wrong = 0, collections.Counter()
    for path in paths:
        count, faults = examine([str(glassnake), *shlex.split(arguments.flags), str(path)], arguments.rate)
        print(f"{path.stem:20}{count:8}{faults.total():6}", flush=True)
        total += count
        wrong += faults
    print(f"{'all':20}{total:8}{wrong.total():6}   {wrong.total() / max(total, 1):.4%}")
    for reason, count in wrong.most_common():
        print(f"{count:8} {' '.join(reason)}")


if __name__ == "__main__":
    main()
