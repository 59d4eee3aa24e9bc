# Endless recursion is an exception, and the program goes on.
import sys
def f(n): return f(n + 1)
try:
    f(0)
except RecursionError as error:
    print(error)
sys.setrecursionlimit(5000)
def depth(n): return 0 if n == 0 else 1 + depth(n - 1)
print(depth(4000), sys.getrecursionlimit())
try:
    sys.setrecursionlimit(0)
except ValueError as error:
    print(error)
