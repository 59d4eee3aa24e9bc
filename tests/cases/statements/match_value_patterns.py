# Dotted names are compared; plain names capture.
class Color:
    RED, BLUE = 1, 2
def f(c):
    match c:
        case Color.RED: return "red"
        case Color.BLUE: return "blue"
        case other: return f"unknown {other}"
print(f(1), f(2), f(3))
match 1, 2:
    case (x, y) if x > y: print("never")
    case (x, y): print(x, y)
match = {"case": 1}
print(match["case"])
