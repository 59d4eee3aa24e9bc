# What was printed stays in front of the traceback.
print("printed", end="")
raise ValueError("x")
