"""Runs small random programs in glassnake and in CPython 3.12, and reports where they print different things.

    python3.12 fuzz/differential.py                            a minute, with target/release/glassnake
    python3.12 fuzz/differential.py --minutes 60 --jobs 2      an hour, two processes of each at a time
    python3.12 fuzz/differential.py --seed 7 --only formatting one kind of program, other programs than yesterday's
    python3.12 fuzz/differential.py --ignore 'takes (at|no|exactly)' all but messages of wrong counts of arguments
    python3.12 fuzz/differential.py --show 7:123               the program of that seed and number

Some hundred programs share a process, each with a namespace of its own, so that thousands are tried in a
second. One that prints something else in glassnake is run again alone, made smaller by leaving out
statements for as long as the difference remains, and written to `--findings`. One find of a sort is enough:
those whose lines differ in the same way are counted only.
"""

import argparse
import ast
import collections
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
import warnings

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import generate  # noqa: E402

BATCH = 250
PATIENCE = 20  # seconds for a batch

RUNNER = '''

def print(*values):
    words = ADDRESS.sub("0x", " ".join([str(value) for value in values])) + "\\n"
    sys.stdout.write(words.encode("ascii", "backslashreplace").decode())


def run_all():
    helpers = {name: thing for name, thing in globals().items() if name not in ("programs", "run_all") and name[0] != "_"}
    for number, program in programs:
        sys.stdout.write("\\x01%d\\n" % number)
        sys.stdout.flush()
        try:
            exec(compile(program, "<program>", "exec"), dict(helpers, __name__="program"))
        except BaseException as error:
            print("!!", failure(error))


run_all()
'''

# Lines of the oracle and of glassnake (with ` || ` between them) that may differ.
LEGITIMATE = [re.compile(pattern) for pattern in (
    r"RecursionError",
    r"MemoryError.*\|\|.*MemoryError",
    r"OverflowError.*\|\|.*MemoryError|MemoryError.*\|\|.*OverflowError",
)]


class Difference:
    """Where two outputs part."""

    def __init__(self, expected, got):
        pairs = zip(expected + ["(nothing)"] * len(got), got + ["(nothing)"] * len(expected))
        self.expected, self.got = next((pair for pair in pairs if pair[0] != pair[1]), ("", ""))

    def matches(self, patterns):
        both = f"{self.expected} || {self.got}"
        if "{" in both and sorted(self.expected) == sorted(self.got):
            return True  # The order of a set of strings.
        return any(pattern.search(both) for pattern in patterns)

    def sort(self):
        return skeleton(self.expected), skeleton(self.got)


def skeleton(line):
    """A line without what varies: numbers and quoted things."""
    line = re.sub(r"'[^']*'|\"[^\"]*\"", "'", line)
    line = re.sub(r"-?\d[\w.+-]*", "0", line)
    return line[:60]


class Runner:
    """Runs programs in both interpreters."""

    def __init__(self, oracle, glassnake, ignored):
        self.ignored = LEGITIMATE + ignored
        self.commands = {"oracle": [oracle, "-W", "ignore"], "glassnake": [glassnake]}
        self.prelude = "import sys\n" + (HERE / "prelude.py").read_text()

    def outputs(self, which, programs):
        """The lines that each of the (number, text) pairs prints; for one that ends the process, its end too."""
        found = {}
        left = list(programs)
        while left:
            text, end = self.process(which, left)
            parts = text.split("\x01")[1:]
            for part in parts:
                number, _, lines = part.partition("\n")
                found[int(number)] = lines.splitlines()
            if not end:
                break
            # The last one that began is the culprit; the others have their turn.
            reached = max(len(parts), 1)
            found.setdefault(left[reached - 1][0], []).append(end)
            left = left[reached:]
        return found

    def process(self, which, programs):
        with tempfile.NamedTemporaryFile("w", suffix=".py", encoding="utf-8", errors="backslashreplace") as file:
            file.write(f"{self.prelude}\nprograms = {programs!r}\n{RUNNER}")
            file.flush()
            environment = {**os.environ, "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"}
            try:
                done = subprocess.run(
                    [*self.commands[which], file.name], stdin=subprocess.DEVNULL, capture_output=True, timeout=PATIENCE, env=environment,
                )
            except subprocess.TimeoutExpired as expired:
                return (expired.stdout or b"").decode("ascii", "replace"), "(does not end)"
        text = done.stdout.decode("ascii", "replace")
        if done.returncode:
            return text, f"(ends with {done.returncode}: {done.stderr.decode('utf-8', 'replace')[-300:].strip()})"
        return text, ""

    def differences(self, programs):
        """The Difference of each program that has one, by number."""
        expected = self.outputs("oracle", programs)
        kept = [(number, text) for number, text in programs if not (expected.get(number) or [""])[-1].startswith(("(does", "(ends"))]
        got = self.outputs("glassnake", kept)
        found = {}
        for number, _ in kept:
            ours, theirs = expected.get(number, []), got.get(number, [])
            if ours != theirs:
                difference = Difference(ours, theirs)
                if not difference.matches(self.ignored):
                    found[number] = difference
        return found


def smaller(program):
    """The programs that this one becomes by leaving out one statement, or by putting a block in its statement's place."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(program)
    except (SyntaxError, ValueError):
        lines = program.splitlines()
        return ["\n".join(lines[:at] + lines[at + 1:]) for at in range(len(lines))]
    bodies = [
        (node, field) for node in ast.walk(tree) for field in ("body", "orelse", "finalbody", "handlers", "cases", "elts", "args")
        if isinstance(getattr(node, field, None), list)
    ]
    candidates = []
    for node, field in bodies:
        body = getattr(node, field)
        for at, statement in enumerate(body):
            inner = getattr(statement, "body", None)
            inner = inner if isinstance(inner, list) and isinstance(statement, (ast.If, ast.For, ast.While, ast.With, ast.Try)) else None
            for instead in ([], inner):
                if instead is None:
                    continue
                changed = body[:at] + instead + body[at + 1:]
                if not changed and field == "body" and not isinstance(node, ast.Module):
                    changed = [ast.Pass()]
                setattr(node, field, changed)
                try:
                    candidates.append(ast.unparse(ast.fix_missing_locations(tree)))
                except Exception:
                    pass  # A tree that is no program.
                setattr(node, field, body)
    return [candidate for candidate in dict.fromkeys(candidates) if len(candidate) < len(program)]


def shrink(runner, program, difference):
    """The smallest program found that differs in the same way, and its difference."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        candidates = list(enumerate(smaller(program)))
        found = runner.differences(candidates) if candidates else {}
        alike = [number for number, it in found.items() if it.sort() == difference.sort()]
        if not alike:
            break
        number = min(alike, key=lambda number: len(candidates[number][1]))
        program, difference = candidates[number][1], found[number]
    return program, difference


class Hunt:
    """The search, shared by its threads."""

    def __init__(self, options):
        self.options = options
        self.runner = Runner(options.oracle, options.glassnake, [re.compile(pattern) for pattern in options.ignore])
        self.deadline = time.monotonic() + 60 * options.minutes
        self.next_number = 0
        self.sorts = collections.Counter()
        self.shown = set()
        self.lock = threading.Lock()
        pathlib.Path(options.findings).mkdir(parents=True, exist_ok=True)

    def program(self, number):
        return generate.program(random.Random(f"{self.options.seed}:{number}"), self.options.only)

    def search(self):
        while time.monotonic() < self.deadline:
            with self.lock:
                first = self.next_number
                self.next_number += BATCH
            programs = [(number, self.program(number)) for number in range(first, first + BATCH)]
            for number, difference in self.runner.differences(programs).items():
                self.look_at(number, dict(programs)[number], difference)

    def look_at(self, number, program, difference):
        with self.lock:
            self.sorts[difference.sort()] += 1
            if self.sorts[difference.sort()] > 1:
                return
        # What others left behind in the process may have been the reason.
        if number not in self.runner.differences([(number, program)]):
            return
        program, difference = shrink(self.runner, program, difference)
        with self.lock:
            if skeleton(program) in self.shown:
                return
            self.shown.add(skeleton(program))
            name = f"{self.options.seed}-{number}.py"
            words = f"{program}\n# CPython:   {difference.expected}\n# glassnake: {difference.got}\n"
            (pathlib.Path(self.options.findings) / name).write_text(words, "utf-8", "backslashreplace")
            print(f"--- {name}\n{words}".encode("ascii", "backslashreplace").decode(), flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--glassnake", default=str(HERE.parent / "target/release/glassnake"))
    parser.add_argument("--oracle", default=sys.executable, help="a CPython 3.12 (default: the one that runs this)")
    parser.add_argument("--minutes", type=float, default=1)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--only", default="", metavar="WORD", help="only kinds of programs whose name contains this")
    parser.add_argument(
        "--ignore", action="append", default=[], metavar="REGEX", help="no find if this fits the two lines, written with ' || ' between them",
    )
    parser.add_argument("--findings", default=str(HERE.parent / "target/fuzz/differential"))
    parser.add_argument("--show", metavar="SEED:NUMBER", help="print a program and end")
    options = parser.parse_args()
    if options.show:
        options.seed, _, number = options.show.rpartition(":")
        print(Hunt(options).program(int(number)))
        return
    if sys.version_info[:2] != (3, 12) and options.oracle == sys.executable:
        sys.exit("differential.py: run it with python3.12, or name one with --oracle")
    hunt = Hunt(options)
    threads = [threading.Thread(target=hunt.search) for _ in range(options.jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(f"{hunt.next_number} programs, {sum(hunt.sorts.values())} that differ, in {len(hunt.sorts)} ways, {len(hunt.shown)} shown")
    sys.exit(1 if hunt.shown else 0)


if __name__ == "__main__":
    main()
