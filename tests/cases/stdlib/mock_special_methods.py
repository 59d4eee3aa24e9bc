# A MagicMock has all special methods, each of which can be told what to answer.
from unittest.mock import MagicMock

m = MagicMock()
m.__str__.return_value = 'foobarbaz'
print(str(m))
m = MagicMock(); m[1]; m['a'] = 3; print(m.mock_calls); print(len(m), bool(m), int(m), list(m), 3 in m, float(m), hash(m) is not None)
print(m < 3 if False else '')
m.__getitem__.side_effect = lambda k: k * 2
print(m[4])
with m as x: print(x is m.__enter__.return_value)
