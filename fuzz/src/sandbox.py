# Runs before the programs, in the VM that they inherit: what a program could do to the
# machine is taken away, and what only waits does not wait.
import builtins
import os
import posix
import sys
import time

for module in (posix, os):
    for name in (
        "fork", "kill", "killpg", "remove", "unlink", "rename", "replace", "rmdir", "removedirs", "renames", "makedirs", "mkdir", "system",
        "execv", "execve", "truncate", "symlink", "link", "chmod", "chown", "chdir", "popen", "abort", "wait", "waitpid", "openpty", "ftruncate",
        "_exit", "setuid", "write", "close", "dup2", "closerange", "utime", "mkfifo",
    ):
        if hasattr(module, name):
            delattr(module, name)


def read_only(function):
    def open(file, mode="r", *arguments, **keywords):
        if mode not in ("r", "rb", "rt") or isinstance(file, int):
            raise PermissionError(13, "not here", file)
        return function(file, mode, *arguments, **keywords)

    return open


try:
    import signal
except ImportError:
    pass
else:
    for name in ("pause", "sigwait", "setitimer", "alarm", "raise_signal", "signal"):
        if hasattr(signal, name):
            setattr(signal, name, lambda *arguments: None)
        if hasattr(sys.modules.get("_signal"), name):
            delattr(sys.modules["_signal"], name)

builtins.open = read_only(open)
time.sleep = lambda seconds: None
for name in ("io", "_io"):
    module = sys.modules.get(name)
    for function in ("open", "open_code", "FileIO"):
        if module is not None and hasattr(module, function):
            delattr(module, function)

# They would be loaded again and again.
for name in ("re", "enum", "functools", "collections", "contextlib", "typing", "dataclasses", "io", "itertools", "types", "copy"):
    try:
        __import__(name)
    except ImportError:
        pass
