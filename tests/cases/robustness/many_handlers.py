# Handlers are found by halves among thousands, the innermost first.
lines = []
for number in range(3000):
    lines += ["try:", f" try: 1 / ({number} % 3)", f" except ZeroDivisionError: count['inner'] += 1",
              f" if {number} % 5 == 0: raise KeyError", "except KeyError: count['outer'] += 1"]
count = {"inner": 0, "outer": 0}
exec("\n".join(lines))
print(count)


def nested(raised):
    for turn in range(2):
        try:
            try:
                with_finally = []
                try:
                    if raised: raise raised
                    continue
                finally:
                    with_finally.append(turn)
            except ValueError:
                print("ValueError", with_finally)
                break
            else:
                print("else")
        except KeyError as e:
            print("KeyError", e, with_finally)
            return "returned"
        finally:
            print("finally", turn)
    return "end"


for raised in (None, ValueError("v"), KeyError("k"), TypeError("t")):
    try:
        print(nested(raised))
    except TypeError as e:
        print("left", e)
