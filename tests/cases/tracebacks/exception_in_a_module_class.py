# The class is shown with its module, `__main__` goes without saying.
class Outer:
    class Problem(Exception): pass
raise Outer.Problem("nested", 2)
