# Modules and names that are not there, and a module that fails.
for text in ("import nothing_here", "from helper_module import nothing_here", "import math.nothing", "from . import x", "from nothing import y"):
    try:
        exec(text)
    except ImportError as error:
        print(type(error).__name__, error)
import sys
for _ in range(2):
    try:
        import failing_module_for_tests
    except ZeroDivisionError as error:
        print("failed", error, "failing_module_for_tests" in sys.modules)
