# Descriptors that children get.
import os

r, w = os.pipe()
print(os.get_inheritable(r))
os.set_inheritable(r, True)
print(os.get_inheritable(r))
os.set_inheritable(r, False)
print(os.get_inheritable(r))
d = os.dup(r)
print(os.get_inheritable(d))
print(os.dup2(r, d) == d, os.get_inheritable(d))
os.dup2(r, d, inheritable=False)
print(os.get_inheritable(d))
for attempt in (lambda: os.get_inheritable(999), lambda: os.set_inheritable(999, True), lambda: os.get_inheritable('a')):
    try:
        attempt()
    except (OSError, TypeError) as error:
        print(error)
