# What is called at the end, the last registered first, after an uncaught exception too.
import atexit


@atexit.register
def first():
    print('first registered')


atexit.register(print, 'second', 'registered', sep='-')
atexit.register(print, 'unregistered')
atexit.unregister(print)
atexit.register(print, 'last')
print('end of the script')
raise SystemExit(3)
