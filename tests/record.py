"""Records what CPython 3.12 prints for each of tests/cases, or checks that the records are fresh.

    python3.12 tests/record.py            records all
    python3.12 tests/record.py tracebacks records those whose path contains the word
    python3.12 tests/record.py --check    says which records are not what CPython prints

A record is what the script wrote to stdout, then, where there is any, a line
`--- stderr` and what it wrote there, and `--- exit N` unless it ended with status 0.
The folder of the cases is written as `$CASES`. Modules that cases import have no record.
"""

import os
import pathlib
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

CASES = pathlib.Path(__file__).resolve().parent / "cases"


def is_case(path):
    return "# Imported by" not in path.read_text() and not any(
        word in str(path) for word in ("for_tests/", "for_tests.py")
    )


def run(path):
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    environment.update(PYTHONHASHSEED="0", PYTHONDONTWRITEBYTECODE="1", LC_ALL="C.UTF-8")
    done = subprocess.run(
        [sys.executable, "-W", "ignore", path.name], cwd=path.parent, env=environment,
        stdin=subprocess.DEVNULL, capture_output=True, timeout=60,
    )
    text = done.stdout.decode()
    if done.stderr:
        text += ("" if text.endswith("\n") or not text else "\n") + "--- stderr\n" + done.stderr.decode()
    if done.returncode:
        text += ("" if text.endswith("\n") or not text else "\n") + f"--- exit {done.returncode}\n"
    return text.replace(str(CASES), "$CASES")


def main():
    if sys.version_info[:2] != (3, 12):
        sys.exit("record.py: the cases are CPython 3.12's: run it with python3.12")
    arguments = sys.argv[1:]
    check = "--check" in arguments
    words = [word for word in arguments if word != "--check"]
    paths = [
        path for path in sorted(CASES.rglob("*.py"))
        if is_case(path) and all(word in str(path) for word in words)
    ]
    stale = 0
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for path, text in zip(paths, pool.map(run, paths)):
            record = path.with_suffix(".out")
            if record.exists() and record.read_text() == text:
                continue
            stale += 1
            print("stale" if check else "recorded", record.relative_to(CASES))
            if not check:
                record.write_text(text)
    print(f"{len(paths)} cases, {stale} {'stale' if check else 'recorded'}")
    sys.exit(1 if check and stale else 0)


if __name__ == "__main__":
    main()
