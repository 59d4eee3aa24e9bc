"""Writes link/order.ld: which functions the linker puts together.

A process is charged with the pages of code that it touches, and the system maps sixteen
at a time. A small program runs a tenth of the interpreter's functions, which lie all
over the five megabytes of it. So they are put together: those first that most programs
run. The list comes from running some of the regression cases under callgrind; it need
not be complete, nor up to date: functions that have another name by now stay where the
linker puts them.

example:
  python3 benches/order.py            (some minutes; then build again)
"""

import collections
import pathlib
import re
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
GLASSNAKE = ROOT / "target" / "release" / "glassnake"
EVERY = 9
"""One case in so many is run."""
LEAST = 2
"""Functions that fewer programs run are left out."""
HEAD = """\
/* Written by benches/order.py: functions that many programs run, side by side, so that
   few pages of code are touched. */
SECTIONS {
  .text : {
"""
TAIL = """\
    *(.text .text.*)
  }
} INSERT BEFORE .init;
"""


def functions(command, directory):
    """The mangled names, without their hashes, of what the interpreter runs."""
    out = pathlib.Path(directory) / "callgrind"
    out.unlink(missing_ok=True)
    valgrind = ["valgrind", "--tool=callgrind", "--demangle=no", f"--callgrind-out-file={out}"]
    try:
        subprocess.run(
            [*valgrind, GLASSNAKE, *command], cwd=directory, timeout=60, stdin=subprocess.DEVNULL, capture_output=True
        )
    except subprocess.TimeoutExpired:
        return set()
    objects, names, found, own = {}, {}, set(), False
    for line in out.read_text().splitlines() if out.exists() else ():
        if match := re.match(r"(c?ob|c?fn)=\((\d+)\)(?: (.*))?", line):
            kind, number, name = match.groups()
            table = objects if kind.endswith("ob") else names
            if name:
                table[number] = name
            if kind == "ob":
                own = pathlib.Path(table[number]).name == "glassnake"
            elif kind == "fn" and own:
                name = re.sub(r"17h[0-9a-f]{16}E.*", "17h", table[number].split("'")[0])
                found.add(re.sub(r"Cs[0-9A-Za-z]+_", "Cs*_", name))
    return found


def main():
    cases = sorted((ROOT / "tests" / "cases").glob("*/*.py"))[::EVERY]
    runs = collections.Counter()
    with tempfile.TemporaryDirectory() as directory:
        for command in [["-c", "pass"], *([case] for case in cases)]:
            runs.update(functions(command, directory))
    often = sorted((name for name, times in runs.items() if times >= LEAST), key=lambda name: (-runs[name], name))
    lines = "".join(f"    *(.text*.{name}*)\n" for name in often if re.fullmatch(r"_[\w.$*]+", name))
    (ROOT / "link" / "order.ld").write_text(HEAD + lines + TAIL)
    print(len(often), "functions of", len(cases) + 1, "programs")


main()
