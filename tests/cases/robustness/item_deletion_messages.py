# Whether it "doesn't" or "does not" depends on the object and on the index.
class Plain:
    def __getitem__(self, index): pass


for it in ("a", b"a", (1,), range(3), {1}, frozenset(), {}.keys(), 1, 1.5, None, Plain(), object()):
    for index in (0, "a", slice(1, 2), True, 1.5):
        try:
            del it[index]
        except TypeError as e:
            print(e)
