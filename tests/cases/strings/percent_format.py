# The % operator.
print("%s %r %d %i %5.2f %x %X %o %e %g %c %c %%" % ("s", "r", 5, 6.9, 3.14159, 255, 255, 8, 12345.678, 0.0001, "c", 65))
print("%(a)s %(b)05d" % {"a": 1, "b": 42}, "%-5s|%5s|%+d|% d" % ("a", "b", 5, 6), "%*d %.*f" % (5, 42, 2, 3.14159))
print("%s" % [1], "%s" % (1,), "%s %s" % ("a", None), "%a" % "é", "%#x" % 255, "%.3s" % "abcdef", "%d%%" % 50)
for bad in (lambda: "%s %s" % ("a",), lambda: "%d" % "x", lambda: "%s" % (1, 2), lambda: "%z" % 1, lambda: "%(x)s" % {}, lambda: "%c" % "ab", lambda: "%" % 1):
    try:
        bad()
    except Exception as error:
        print(type(error).__name__, error)
