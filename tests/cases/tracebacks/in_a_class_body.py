# A class body is a level with the class's name.
class Broken:
    x = 1
    y = x + "a"
