# The stack trampoline functions check their arguments.
import sys
for call in (lambda: sys.activate_stack_trampoline("nonsense"), lambda: sys.activate_stack_trampoline(), lambda: sys.activate_stack_trampoline(5),
             lambda: sys.activate_stack_trampoline(backend="perf"), lambda: sys.is_stack_trampoline_active(1), lambda: sys.activate_stack_trampoline("a\0b")):
    try:
        call()
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
