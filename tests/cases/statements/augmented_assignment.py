# `x op= y` for every operator, and for every kind of target.
x = 7
x += 3; print(x)
x -= 1; print(x)
x *= 4; print(x)
x //= 5; print(x)
x **= 2; print(x)
x %= 30; print(x)
x <<= 4; print(x)
x >>= 1; print(x)
x |= 1; print(x)
x &= 0xff; print(x)
x ^= 0b1010; print(x)
x /= 4; print(x)
l = [1, 2]
same = l
l += (3,)
print(same is l, l)
l[0] += 10
l[-1:] += [4]
print(l)
class A: n = 1
a = A()
a.n += 1
print(a.n, A.n)
d = {"k": 1}
d["k"] -= 5
print(d)
t = (1,)
u = t
t += (2,)
print(t, u)
