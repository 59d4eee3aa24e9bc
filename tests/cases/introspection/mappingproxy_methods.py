# types.MappingProxyType over any mapping.
import types

proxy = types.MappingProxyType({'a': 1, 'b': 2})
print(proxy, str(proxy), len(proxy), proxy['a'], proxy.get('z', 9))
print(list(proxy), list(proxy.values()), list(proxy.items()), list(reversed(proxy)))
print(proxy == {'a': 1, 'b': 2}, proxy | {'c': 3}, {'c': 3} | proxy, {**proxy}, proxy.copy())
print(types.MappingProxyType(types.MappingProxyType({})))
for bad in ([1], 3, (1,)):
    try:
        types.MappingProxyType(bad)
    except TypeError as error:
        print(error)
try:
    proxy |= {}
except TypeError as error:
    print(error)
try:
    hash(proxy)
except TypeError as error:
    print(error)
match proxy:
    case {'a': value}:
        print('matched', value)
