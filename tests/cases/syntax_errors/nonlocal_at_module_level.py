# nonlocal needs an outer function.
nonlocal x
