# Levels that alternate are not folded.
import sys
sys.setrecursionlimit(40)
def a(n): return b(n)
def b(n): return a(n)
try:
    a(1)
except RecursionError:
    print("caught")
def c(n):
    if n: return c(n - 1)
    raise ValueError
c(6)
