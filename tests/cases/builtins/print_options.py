# sep, end, file and flush.
import sys
print(1, 2, 3, sep=", ", end="!\n")
print("a", "b", sep="")
print()
print("to stderr", file=sys.stderr)
print("x", end=""); print("y", flush=True)
print(None, True, 1.0, [1, "a"], {"k": (1,)}, sep="|")
print(*range(5), sep="-")
class W:
    def write(self, s): out.append(s)
out = []
print("to", "object", file=W())
print(out)
sys.stdout.write("written\n")
