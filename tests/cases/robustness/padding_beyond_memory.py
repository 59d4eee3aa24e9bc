# Widths are the program's: one that no memory holds is an error, and ends nothing.
for act in (
    lambda: "%*d" % (10**14, 1),
    lambda: f"{1:{10**14}}",
    lambda: format("a", f">{10**15}"),
    lambda: "a".ljust(10**14),
    lambda: b"a".center(10**14),
    lambda: [0] * 10**14,
    lambda: b"x" * 10**14,
):
    try:
        act()
    except MemoryError as e:
        print(type(e).__name__, e.args)
