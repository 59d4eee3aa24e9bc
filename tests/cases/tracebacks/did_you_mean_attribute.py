# An attribute that is nearly right.
class Point:
    def __init__(self): self.horizontal = 1
Point().horizontl
