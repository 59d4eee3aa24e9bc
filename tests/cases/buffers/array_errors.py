from array import array

for arguments in [(), ('x',), (1,), ('ii',), ('i', 5), ('i', 'abc'), ('i', b'abc'), ('i', [1, 'a']),
                  ('b', [200]), ('B', [-1]), ('H', [-1]), ('I', [-1]), ('Q', [-1]), ('q', [1 << 70]), ('d', ['x']),
                  ('u', [5]), ('i', array('u', 'a'))]:
    try:
        array(*arguments)
    except (TypeError, ValueError, OverflowError) as error:
        print(type(error).__name__, error)
numbers = array('i', [1, 2])
for attempt in lambda: numbers[5], lambda: numbers['x'], lambda: numbers.__setitem__(9, 1), lambda: numbers.pop(9), \
        lambda: array('i').pop(), lambda: numbers.index(7), lambda: numbers.remove(7), lambda: numbers + [1], \
        lambda: numbers.extend(array('d')), lambda: numbers.__setitem__(slice(0, 1), [1]), lambda: hash(numbers), \
        lambda: numbers.fromlist([1, 'x']), lambda: numbers * 'x', lambda: numbers.tounicode():
    try:
        attempt()
    except (TypeError, ValueError, IndexError) as error:
        print(type(error).__name__, error)
print(numbers)
