# A comparison that adds a key each time must not keep the search going for ever.
class Adds:
    def __init__(self, where):
        self.where = where

    def __hash__(self):
        return 1

    def __eq__(self, other):
        self.where(object())
        return False


items = set(range(50))
print(Adds(items.add) in items, len(items) > 50)
items.add(Adds(items.add))
items.discard(Adds(items.add))
items.add(Adds(items.add))
print(sum(isinstance(item, Adds) for item in items))
table = dict.fromkeys(range(50))
print(Adds(table.setdefault) in table, len(table) > 50)
table[Adds(table.setdefault)] = 1
table.pop(Adds(table.setdefault), None)
table[Adds(table.setdefault)] = 2
print(sum(isinstance(key, Adds) for key in table))


class Clears(Adds):
    def __eq__(self, other):
        self.where()
        return False


items = {1, Clears(lambda: items.clear())}
print(Clears(items.clear) in items, items)
items = {1}
items.add(Clears(items.clear))
print(len(items))
table = {1: 1}
table[Clears(table.clear)] = 2
print(list(table.values()))
