# del of what is not there.
d = {}
del d["x"], d["y"]
