# KeyboardInterrupt by hand: no colon.
try:
    raise KeyboardInterrupt
except KeyboardInterrupt as error:
    raise RuntimeError("stopped") from error
