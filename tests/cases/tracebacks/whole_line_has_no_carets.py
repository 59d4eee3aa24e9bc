# No carets when they would mark the whole line.
def fail():
    raise RuntimeError("whole line")
fail()
