# A module that fails while it is loaded.
print("about to fail")
1 / 0
