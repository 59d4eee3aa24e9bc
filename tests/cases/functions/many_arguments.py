# Calls with more arguments than fit into one instruction's operand.
def f(*args): return len(args), args[-1]
print(f(*range(1000)))
text = "f(" + ", ".join(str(i) for i in range(400)) + ")"
print(eval(text))
def g(**kw): return len(kw)
print(eval("g(" + ", ".join(f"k{i}={i}" for i in range(300)) + ")"))
