# Names that stand for something else for a while: several decorators, dicts, classes, start and stop.
import json
import os
from unittest.mock import patch, DEFAULT, PropertyMock, mock_open


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


@patch('os.getcwd', return_value='/nowhere')
@patch('os.listdir')
def f(ld, cwd):
    ld.return_value = ['a']
    print(os.getcwd(), os.listdir('x'), ld.call_args)
f()
with patch.object(ProductionClass, 'method', return_value=None) as mm:
    ProductionClass().method(1, 2)
mm.assert_called_once_with(1, 2)
foo = {'key': 'value'}
with patch.dict(foo, {'newkey': 'nv'}, clear=True): print(foo)
print(foo)
with patch.dict('os.environ', {'ZZ': '1'}): print(os.environ['ZZ'])
print('ZZ' in os.environ)
with patch.multiple(ProductionClass, method=DEFAULT, attr=9) as d: print(sorted(d), ProductionClass.attr)
print(ProductionClass.attr)
with patch('__main__.ProductionClass.prop', new_callable=PropertyMock) as mp:
    mp.return_value = 'mockity'
    p = ProductionClass(); print(p.prop); p.prop = 6
print(mp.mock_calls)
mo = mock_open(read_data='line1\nline2\nline3')
with patch('builtins.open', mo):
    with open('foo') as h: print(h.read())
    with open('foo') as h:
        for l in h: print(repr(l))
    with open('w', 'w') as h: h.write('some')
mo.assert_called_with('w', 'w')
print(mo.mock_calls[:3]); mo().write.assert_called_once_with('some')
p = patch('json.dumps'); mk = p.start(); json.dumps(1); print(mk.call_args); p.stop(); print(json.dumps(1))
@patch.object(os, 'sep', '!')
class T:
    def test_a(self): print(os.sep)
    def other(self): print(os.sep)
T().test_a(); T().other()
@patch('os.sep', new='?')
def g(): print(os.sep)
g()
