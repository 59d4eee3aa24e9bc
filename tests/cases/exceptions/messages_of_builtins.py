# What the usual mistakes say.
def attempt(text):
    try:
        eval(text)
    except Exception as error:
        print(f"{text}: {type(error).__name__}: {error}")
for text in """1 / 0
1 // 0
1 % 0
1.0 / 0
1.0 // 0
0 ** -1
0.0 ** -1
10.0 ** 400
1 << -1
[][0]
()[0]
"abc"[5]
b"abc"[5]
{}["k"]
[1][1.5]
[1]["x"]
{}[[]]
"a" + 1
1 + "a"
[1] + (2,)
"a" * "b"
None + 1
-"a"
~1.5
1 < "a"
[] < 1
None > None
1 in 5
len(5)
int("x")
int("12", 1)
int("z", 10)
int([])
float("x")
float([])
chr(-1)
chr(2000000)
ord("ab")
range(1, 2, 0)
range(1.5)
"abc".index("z")
[1].index(2)
[1].remove(2)
[].pop()
{}.popitem()
set().pop()
max([])
min()
sum(["a"])
"a".join([1])
undefined
(1).x
"{}".format()
"{x}".format(1)
"%d" % "x"
"%s %s" % 1
"%d" % ()
list(5)
dict([1])
dict([(1, 2, 3)])
set([[]])
next(iter([]))
isinstance(1, 5)
issubclass(1, int)
abs("x")
round("x")
sorted([1, "a"])
hash([])
int("9" * 5000)
complex("x")
bytes([256])
bytes(-1)
slice(1, 2, 0).indices(5)
[1, 2, 3][::0]
divmod(1, 0)
pow(2, -1, 4)
"a".encode("nonsense")
b"\\xff".decode()
"\\udc80".encode()
getattr(1, 5)
open("/no/such/file")
__import__("no_such_module")
zip(5)
enumerate(5)
map(5, 5)
reversed(5)
print(x=1)
print(sep=5)
len()
len(1, 2)
[].append()
[].append(1, 2)
"".join()
dict(1)
type(1, 2)
object(1)
super()""".splitlines():
    attempt(text)
