# Much garbage of every kind: the collector must keep what lives.
class Node:
    def __init__(self, n): self.n, self.link, self.data = n, None, [n] * 3
keep = []
for i in range(6000):
    node = Node(i)
    node.link = {"self": node, "text": "x" * (i % 50), "tuple": (i, str(i))}
    if i % 300 == 0:
        keep.append(node)
print(len(keep), sum(k.n for k in keep), all(k.link["self"] is k for k in keep), [k.link["tuple"] for k in keep[:3]])
def gen():
    for i in range(1000):
        yield [i, {i: str(i)}, (i,)]
print(sum(x[0] + len(x[1][x[0]]) for x in gen()))
big = [str(i) for i in range(5000)]
print(len(set(big)), big[1234], len("".join(big)))
