# What is no context manager.
try:
    with 5: pass
except TypeError as error:
    print(error)
class Half:
    def __enter__(self): pass
try:
    with Half(): pass
except TypeError as error:
    print(error)
class Bad:
    def __enter__(self): raise ValueError("enter failed")
    def __exit__(self, *args): print("never")
try:
    with Bad(): pass
except ValueError as error:
    print(error)
