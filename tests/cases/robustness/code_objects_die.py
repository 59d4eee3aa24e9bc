# Code objects that nothing refers to are garbage: each turn compiles 1 MB of text.
total = 0
for turn in range(100):
    scope = {}
    exec("text = '" + "x" * 1_000_000 + f"{turn}'\ndef size(): return len(text)", scope)
    total += scope["size"]()
print(total)
try:
    statm = open("/proc/self/statm").read()
    print(int(statm.split()[1]) * 4096 < 150 << 20)
except OSError:
    print(True)
