# Only `%%` is a percent sign; with anything between the two it is a conversion that does not exist.
for words, given in (
    ("%%", ()), ("%5%", ()), ("%-%", (1,)), ("%(a)%", {"a": 1}), ("%(a)5%", {"a": 1}), ("%.2%", 1), ("%*%", (3, 4)), ("%l%", 1),
    (b"%%", ()), (b"%5%", 1), (b"%(a)%", {b"a": 1}), ("100%%%s", "x"),
):
    try:
        print(words % given)
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
