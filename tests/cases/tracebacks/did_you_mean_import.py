# A name that a module has nearly.
from math import sqt
