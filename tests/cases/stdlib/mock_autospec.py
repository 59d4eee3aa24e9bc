# Stand-ins that know the attributes and the signatures of what they stand for.
import asyncio
from unittest.mock import Mock, AsyncMock, create_autospec, seal


class ProductionClass:
    attr = 3

    def method(self, a, b=2):
        return a + b

    @staticmethod
    def st(x):
        return x

    @property
    def prop(self):
        return 5


def function(a, b, c): pass
mf = create_autospec(function, return_value='fishy')
print(mf(1, 2, 3))
try: mf('wrong arguments')
except TypeError as e: print(e)
mf.assert_called_once_with(1, 2, 3)
mf.assert_called_once_with(a=1, b=2, c=3)
mc = create_autospec(ProductionClass)
inst = mc()
try: inst.method()
except TypeError as e: print(e)
try: inst.nothing
except AttributeError as e: print(e)
print(isinstance(inst, ProductionClass))
s = Mock(spec=ProductionClass)
print(isinstance(s, ProductionClass))
try: s.zork
except AttributeError as e: print(e)
s2 = Mock(spec_set=['a'])
try: s2.b = 2
except AttributeError as e: print(e)
try: Mock().assert_foo()
except AttributeError as e: print(e)
try: Mock().asert_called()
except AttributeError as e: print(e)
m = Mock(a=3)
seal(m)
try: m.newattr
except AttributeError as e: print(str(e)[:20])
del m.a
try: m.a
except AttributeError as e: print(e)
real = ProductionClass(); w = Mock(wraps=real); print(w.method(3)); 
import asyncio
am = AsyncMock(return_value=7)
print(asyncio.run(am(1))); am.assert_awaited_once_with(1); print(am.await_count, am.await_args)
try: am.assert_not_awaited()
except AssertionError as e: print(e)
