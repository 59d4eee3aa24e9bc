# The forms of import.
import math
import math as m
from math import pi, sqrt as root
from math import (floor,
                  ceil,)
print(math is m, pi == math.pi, root(16), floor(1.5), ceil(1.5), math.__name__)
import sys, time
print(sys.__name__, time.__name__, "math" in sys.modules)
def f():
    import math as inner
    return inner.gcd(4, 6)
print(f())
from math import *
print(cos(0))
