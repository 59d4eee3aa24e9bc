"""Runs the programs of benches/programs against other interpreters, in turns.

For each program: the median of the user time (the whole time for `startup`), how many
times as fast the first interpreter is, and the peak memory. The runs alternate, so that
a change of the machine's mood hits all alike, and every interpreter must print the same.

examples:
  python3 benches/compare.py --against python3.12
  python3 benches/compare.py --against python3.12 --against python3.13 --runs 9 fib nbody
  python3 benches/compare.py --flags='-X perf'               with the flags and without
  python3 benches/compare.py --against python3.12 --flags='-X perf' --flags='-X perf_jit'
  python3 benches/compare.py --against python3.12 --json out.json --svg out.svg
"""

import argparse
import hashlib
import json
import math
import os
import pathlib
import platform
import resource
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAMS = ROOT / "benches" / "programs"
SHORTEST = 1e-4
"""Times below this are noise: ratios take them as this."""
TIME = shutil.which("time")
"""GNU time starts programs from a process that is small. Without it, a program's peak
includes what this one had when it started it, and is shown as `<`."""


def forget_maps(pid, start):
    """Removes the perf map of a process, or of a child of it, that ran since a time."""
    for pid in range(pid, pid + 32):
        path = pathlib.Path(f"/tmp/perf-{pid}.map")
        if path.exists() and path.stat().st_mtime >= start - 1:
            path.unlink()


class Result:
    """What one interpreter did with one program."""

    def __init__(self):
        self.user, self.real, self.memory, self.digests = [], [], 0, set()

    def add(self, command, directory):
        if TIME:
            command = [TIME, "-o", "peak", "-f", "%M", *command]
        with tempfile.TemporaryFile() as output:
            start = time.perf_counter()
            child = subprocess.Popen(command, stdout=output, stdin=subprocess.DEVNULL, cwd=directory)
            _, status, usage = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
            self.real.append(time.perf_counter() - start)
            forget_maps(child.pid, time.time() - self.real[-1])
            if child.returncode:
                sys.exit(f"{shlex.join(map(str, command))}: exit status {child.returncode}")
            output.seek(0)
            self.digests.add(hashlib.sha256(output.read()).hexdigest())
        self.user.append(usage.ru_utime)
        peak = usage.ru_maxrss
        if TIME:
            peak = int((pathlib.Path(directory) / "peak").read_text())
        self.memory = max(self.memory, peak)

    def seconds(self, program):
        # Of the shortest program, the system's part is most.
        return statistics.median(self.real if program == "startup" else self.user)


def runners(arguments):
    """Names and commands: each interpreter, plain and with each set of flags."""
    known = {"glassnake": arguments.glassnake}
    known |= {pathlib.Path(other).name: other for other in arguments.against}
    # The programs run elsewhere: a path from here must not be one from there.
    known = {name: shutil.which(it) or sys.exit(f"compare.py: no such interpreter: {it}") for name, it in known.items()}
    known = {name: str(pathlib.Path(it).absolute()) for name, it in known.items()}
    for name, interpreter in known.items():
        yield name, [interpreter]
        for flags in arguments.flags:
            yield f"{name} {flags}", [interpreter, *shlex.split(flags)]


def measure(arguments):
    """program -> runner -> Result, printed line by line."""
    commands = dict(runners(arguments))
    paths = [PROGRAMS / f"{name}.py" for name in arguments.programs] or sorted(PROGRAMS.glob("*.py"))
    width = max(20, *(len(name) + 2 for name in commands))
    print("seconds, ratio, MiB".ljust(20), *(name.rjust(width) for name in commands))
    own = 0 if TIME else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    table = {}
    # Profilers leave files where they run.
    with tempfile.TemporaryDirectory() as directory:
        for path in paths:
            results = table[path.stem] = {name: Result() for name in commands}
            for _ in range(arguments.runs):
                for name, command in commands.items():
                    results[name].add([*command, path], directory)
            digests = set().union(*(result.digests for result in results.values()))
            cells = []
            for name, result in results.items():
                peak = f"{'<' if result.memory <= own else ''}{result.memory / 1024:.0f}"
                ratio = relative(results, name, path.stem)
                cells.append(f"{result.seconds(path.stem):.3f} {ratio:5.2f}x {peak:>4}".rjust(width))
            print(path.stem.ljust(20), *cells, "" if len(digests) == 1 else " OUTPUTS DIFFER", flush=True)
    return table


def relative(results, name, program):
    """How many times as long as the first runner another takes."""
    first = next(iter(results.values())).seconds(program)
    return max(results[name].seconds(program), SHORTEST) / max(first, SHORTEST)


def summary(table):
    """runner -> geometric means of the ratios of time and of memory, and the extremes."""
    means = {}
    for name in next(iter(table.values())):
        times = [relative(results, name, program) for program, results in table.items()]
        first = [next(iter(results.values())).memory for results in table.values()]
        memory = [results[name].memory / own for results, own in zip(table.values(), first)]
        means[name] = {
            "time": statistics.geometric_mean(times),
            "least": min(times),
            "most": max(times),
            "memory": statistics.geometric_mean(memory),
        }
    return means


def as_json(table, means):
    return {
        "date": time.strftime("%Y-%m-%d"),
        "machine": platform.processor() or platform.machine(),
        "system": platform.system() + " " + platform.release(),
        "programs": {
            program: {
                name: {
                    "seconds": result.seconds(program),
                    "runs": result.user,
                    "kib": result.memory,
                    "sha256": sorted(result.digests),
                }
                for name, result in results.items()
            }
            for program, results in table.items()
        },
        "means": means,
    }


def as_markdown(table, means):
    """The table: what the first interpreter takes, and how many times as long the others take."""
    first, *others = means
    head = ["program", f"{first}, s", *others, "peak memory, MiB: " + ", ".join(means)]
    rows = []
    for program, results in table.items():
        ratios = (f"{relative(results, name, program):.2f}" for name in others)
        memory = ", ".join(f"{result.memory / 1024:.0f}" for result in results.values())
        rows.append([program, f"{results[first].seconds(program):.3f}", *ratios, memory])
    ratios = (f"**{means[name]['time']:.2f}**" for name in others)
    memory = ", ".join(f"{means[name]['memory']:.2f}" for name in means)
    rows.append(["**geometric mean**", "", *ratios, f"{memory} (relative)"])
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def as_svg(table, means):
    """Bars: how many times as long as glassnake the others take, on a scale of powers."""
    names = list(means)[1:]
    colours = ["#4878a8", "#d07838", "#58a058", "#a05898", "#888888", "#b0a030"]
    rows = [(program, [relative(results, name, program) for name in names]) for program, results in table.items()]
    rows.sort(key=lambda row: row[1][:1], reverse=True)
    rows.append(("geometric mean", [means[name]["time"] for name in names]))
    highest = max(value for _, values in rows for value in values)
    lowest = min(0.5, *(value for _, values in rows for value in values))
    left, width, bar, gap, top = 150, 560, 9, 7, 56 + 14 * len(names)
    steps = [step for step in (0.25, 0.5, 1, 2, 4, 8, 16, 32, 64, 128) if lowest / 1.5 <= step <= highest * 1.5]
    low, high = min(steps[0], lowest), max(steps[-1], highest)

    def place(value):
        return left + width * math.log(value / low) / math.log(high / low)

    line = bar * len(names) + gap
    height = top + line * len(rows) + 24
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{left + width + 60}" height="{height}" '
        'font-family="sans-serif" font-size="11">',
        f'<rect width="{left + width + 60}" height="{height}" fill="white"/>',
        '<text x="12" y="20" font-size="14">Time relative to glassnake (longer bars: glassnake is faster)</text>',
    ]
    for index, name in enumerate(names):
        y = 38 + 14 * index
        out.append(f'<rect x="{left}" y="{y - 8}" width="10" height="9" fill="{colours[index % len(colours)]}"/>')
        out.append(f'<text x="{left + 15}" y="{y}">{escaped(name)}: mean {means[name]["time"]:.2f}</text>')
    for step in steps:
        x = place(step)
        stroke = "#444" if step == 1 else "#ddd"
        out.append(f'<line x1="{x:.1f}" y1="{top - 8}" x2="{x:.1f}" y2="{height - 20}" stroke="{stroke}"/>')
        out.append(f'<text x="{x:.1f}" y="{height - 7}" text-anchor="middle">{step:g}</text>')
    for number, (program, values) in enumerate(rows):
        y = top + line * number
        weight = ' font-weight="bold"' if number == len(rows) - 1 else ""
        middle = y + bar * len(names) / 2 + 4
        out.append(f'<text x="{left - 8}" y="{middle:.1f}" text-anchor="end"{weight}>{escaped(program)}</text>')
        for index, value in enumerate(values):
            from_x, to_x = sorted((place(1), place(value)))
            out.append(
                f'<rect x="{from_x:.1f}" y="{y + bar * index}" width="{max(to_x - from_x, 1):.1f}" '
                f'height="{bar - 1}" fill="{colours[index % len(colours)]}"/>'
            )
            out.append(
                f'<text x="{max(to_x, place(1)) + 4:.1f}" y="{y + bar * index + 8}" font-size="9">{value:.2f}</text>'
            )
    return "\n".join([*out, "</svg>", ""])


def escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;")


def main():
    first, _, rest = __doc__.partition("\n")
    parser = argparse.ArgumentParser(
        description=first, epilog=rest, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("programs", nargs="*", help="names of programs; all by default")
    parser.add_argument("--glassnake", default=str(ROOT / "target" / "release" / "glassnake"), metavar="PATH")
    parser.add_argument("--against", action="append", default=[], metavar="PYTHON", help="may be repeated")
    parser.add_argument(
        "--flags", action="append", default=[], metavar="FLAGS",
        help="also run each interpreter with these options; may be repeated",
    )
    parser.add_argument("--runs", type=int, default=5, help="runs of each program (5)")
    parser.add_argument("--json", metavar="FILE", help="write all that was measured")
    parser.add_argument("--markdown", metavar="FILE", help="write the table as README.md shows it")
    parser.add_argument("--svg", metavar="FILE", help="draw the ratios")
    arguments = parser.parse_args()

    table = measure(arguments)
    means = summary(table)
    print()
    for name, mean in means.items():
        print(
            f"{name}: takes {mean['time']:.3f} times as long (from {mean['least']:.2f} to {mean['most']:.2f}),"
            f" {mean['memory']:.2f} times the memory"
        )
    if arguments.json:
        pathlib.Path(arguments.json).write_text(json.dumps(as_json(table, means), indent=1) + "\n")
    if arguments.markdown:
        pathlib.Path(arguments.markdown).write_text(as_markdown(table, means))
    if arguments.svg:
        if len(means) == 1:
            sys.exit("--svg: nothing to compare with")
        pathlib.Path(arguments.svg).write_text(as_svg(table, means))
    if any(len(set().union(*(it.digests for it in results.values()))) > 1 for results in table.values()):
        sys.exit("some outputs differ")


if __name__ == "__main__":
    main()
