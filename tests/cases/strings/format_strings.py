# f-strings: expressions, conversions, specs, nesting.
name, n, x = "Ann", 5, 3.14159
print(f"{name} is {n + 1} {x:.2f} {name!r} {name!r:>8} {n:03d} {{braces}} {n=} {x = :.1f} {name!s:^7}|")
print(f"{'nested ' + f'{n}'} {'a' if n else 'b'} {[i for i in range(3)]} { {'k': 1}['k'] } {(lambda x: x * 2)(n)}")
w = 10
print(f"{name:>{w}} {x:{w}.{2}f} {name:*^{w}}" f" and {n}" " plain {n}")
print(f"{n!r:>{w}}" f'''{
    n
}''', f"{'\n'.join(['a', 'b'])}", f"{n:{'d'}}", f"a{1}b{2}c")
class F:
    def __format__(self, spec): return f"<{spec}>"
print(f"{F()} {F():x y} {F():{n}}", f"{None} {True} {[1]} {b'x'}", f"{n:>5}{n:<5}|")
