# What sys says, and the messages of its functions.
import sys
def t(f, *a, **k):
    try:
        r = f(*a, **k)
        print(getattr(f, '__name__', '?'), repr(r))
    except BaseException as e:
        print(getattr(f, '__name__', '?'), type(e).__name__, e)
print(sys.version_info[:3], sys.version_info >= (3, 12), sys.version_info.major, sys.version_info)
print(sys.hexversion, sys.maxsize, sys.maxunicode, sys.byteorder, sys.platform, sys.float_repr_style)
print(sys.float_info); print(sys.int_info); print(sys.flags.optimize, sys.float_info.epsilon, len(sys.float_info))
t(getattr, sys.version_info, 'foo')
t(setattr, sys.version_info, 'major', 5)
t(sys.getrecursionlimit); t(sys.setrecursionlimit, 0); t(sys.setrecursionlimit, 'a'); t(sys.setrecursionlimit, 1 << 70); t(sys.setrecursionlimit, 1500); t(sys.getrecursionlimit)
t(sys.intern, 'abc'); t(sys.intern, 5); t(sys.get_int_max_str_digits); t(sys.set_int_max_str_digits, 5); t(sys.set_int_max_str_digits, 'a'); t(sys.set_int_max_str_digits, 5000); t(sys.get_int_max_str_digits)
t(sys.exit); t(sys.exit, 3); t(sys.exit, 'msg'); t(sys.exit, None)
try: sys.exit((1, 2))
except SystemExit as e: print(e.args, e.code)
try: 1 / 0
except ZeroDivisionError:
    print(sys.exc_info()[:2], sys.exception()); 
print(sys.exc_info(), sys.exception())
t(sys.is_stack_trampoline_active, 1); t(sys.activate_stack_trampoline); t(sys.activate_stack_trampoline, 1); t(sys.activate_stack_trampoline, backend='perf'); t(sys.activate_stack_trampoline, 'x'); t(sys.activate_stack_trampoline, 'perf\0')
t(sys.is_stack_trampoline_active); t(sys.deactivate_stack_trampoline)
print(sys.argv[1:], type(sys.path), 'sys' in sys.modules, sys.modules['sys'] is sys)
print(sys.stdout.name, sys.stdout.mode, sys.stdout.encoding, sys.stdout.errors, sys.stdin.name, sys.stderr.errors, sys.stdout.closed)
print(sys.stdout); print(sys.stdin); t(sys.stdout.write, 1); t(sys.stdout.read); t(sys.stdin.write, 'x'); print(sys.stdout.fileno(), sys.stderr.fileno(), sys.stdin.fileno())
print(sys.stdout.write('abc\n'), sys.stdout.writable(), sys.stdout.readable())
sys.stdout.buffer.write(b'bytes\n') if 0 else None
print(sys.getdefaultencoding(), sys.getfilesystemencoding(), sys.is_finalizing(), sys.getsizeof(1) > 0)
print(sys.implementation.version == sys.version_info, sys.implementation.hexversion == sys.hexversion)
print(type(sys.stdout).__name__, sys.stdout.line_buffering)
sys.stdout.reconfigure(errors='backslashreplace'); print('\ud800')
