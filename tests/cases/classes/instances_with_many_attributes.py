# More attributes than a shape wants to hold.
class A: pass
a = A()
for i in range(200):
    setattr(a, f"x{i}", i)
print(a.x0, a.x199, len(a.__dict__), sum(vars(a).values()))
for i in range(0, 200, 2):
    delattr(a, f"x{i}")
print(len(a.__dict__), hasattr(a, "x0"), a.x1, list(vars(a))[:3])
a.__dict__["new"] = 1
print(a.new)
