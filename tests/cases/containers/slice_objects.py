# slice() as an object.
s = slice(1, 10, 2)
print(s, s.start, s.stop, s.step, s.indices(5), list(range(20))[s], slice(None), slice(3) == slice(None, 3, None))
class Show:
    def __getitem__(self, key): return key
print(Show()[1], Show()[1:2], Show()[::2], Show()[1, 2:3], Show()[...], Show()[:], Show()[()])
