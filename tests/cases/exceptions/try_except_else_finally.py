# Which parts run, and in which order.
def f(x):
    try:
        print("try", x)
        if x == 1: raise ValueError("v")
        if x == 2: raise KeyError("k")
        if x == 3: return "returned"
    except ValueError as error:
        print("except", error)
    except (KeyError, IndexError):
        print("except key")
        return "from except"
    else:
        print("else")
    finally:
        print("finally")
    return "end"
for x in range(4):
    print(f(x))
