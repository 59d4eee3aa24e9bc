# A class as a sequence: len, items, iteration, contains.
class Deck:
    def __init__(self, cards): self.cards = cards
    def __len__(self): return len(self.cards)
    def __getitem__(self, i):
        print("get", i)
        return self.cards[i]
    def __setitem__(self, i, v): self.cards[i] = v
    def __delitem__(self, i): del self.cards[i]
d = Deck(list("abc"))
print(len(d), d[1], d[-1], d[0:2], bool(d), bool(Deck([])))
d[0] = "z"
del d[1]
print([c for c in d], "c" in d, list(reversed(d)))
class Bag:
    def __contains__(self, x): return x == 5
    def __iter__(self): return iter([1, 2])
print(5 in Bag(), 1 in Bag(), list(Bag()), [*Bag()])
class Missing(dict):
    def __missing__(self, key): return f"no {key}"
print(Missing(a=1)["a"], Missing()["b"], Missing().get("b"))
