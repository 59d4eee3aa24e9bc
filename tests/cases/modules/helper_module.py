# Imported by local_module: a module that says when it is loaded.
print("loading", __name__)
value = 5
counter = 0
counter += 1
_private = "hidden"
def double(x): return x * 2
if __name__ == "__main__":
    print("run as a script")
