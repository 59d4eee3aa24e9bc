# A copy asks `__reduce_ex__`, as a pickle does.
import copy
import io
import pickle
import types

for it in ([].append, len, 'a'.upper, str.upper, dict.fromkeys, int.__add__, (1).__add__, list[int], int | str,
           io.BytesIO(b'ab'), map(len, ['a']), enumerate('ab'), {}.keys(), {}.items(), memoryview(b'a'), (lambda: 0).__code__,
           types.MappingProxyType({}), property(), staticmethod(len), types.CellType(3), types.SimpleNamespace(a=1), slice(1),
           range(3), object(), Exception('a'), zip()):
    row = [type(it).__name__]
    for copied in copy.copy, copy.deepcopy, lambda it: pickle.loads(pickle.dumps(it)):
        try:
            row.append(type(copied(it)).__name__)
        except Exception as error:
            row.append(f'{type(error).__name__} {error}')
    print(*row, sep=' | ')
print(pickle.loads(pickle.dumps([1].count))(1), copy.deepcopy(io.BytesIO(b'ab')).getvalue(), copy.copy(list[int]))
