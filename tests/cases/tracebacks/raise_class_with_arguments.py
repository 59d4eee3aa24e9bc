# An exception that can't be made.
class E(Exception):
    def __init__(self, a, b): pass
raise E
