# break needs a loop.
if True:
    break
