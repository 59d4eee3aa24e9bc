# What a stand-in answers, and what it remembers of its calls.
from unittest.mock import Mock, MagicMock, call, ANY, sentinel


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


thing = ProductionClass()
thing.method = MagicMock(return_value=3)
print(thing.method(3, 4, 5, key='value'))
thing.method.assert_called_with(3, 4, 5, key='value')
try:
    thing.method.assert_called_with(1)
except AssertionError as e: print(e)
m = Mock(side_effect=KeyError('foo'))
try: m()
except KeyError as e: print(repr(e))
values = {'a': 1, 'b': 2}
m.side_effect = lambda a: values[a]
print(m('a'), m('b'))
m.side_effect = [5, 4, ValueError('x')]
print(m(), m())
try: m()
except ValueError as e: print('ve', e)
try: m()
except StopIteration as e: print('stop')
print(m.call_count, m.called, m.call_args, m.call_args_list)
m.reset_mock(); print(m.call_count, m.called, m.call_args, m.call_args_list, m.mock_calls)
m = MagicMock()
m.foo.bar(1).baz(k=2)
print(m.mock_calls, m.method_calls, m.foo.mock_calls)
print(m.mock_calls == call.foo.bar(1).baz(k=2).call_list())
print(call.foo.bar(1).baz(k=2).call_list())
print(sentinel.some_object, sentinel.a is sentinel.a)
q = Mock(return_value=None); q(1, foo='bar'); q.assert_called_with(1, foo=ANY); print(ANY == 3, ANY)
m = Mock(); m.attach_mock(Mock(return_value=3), 'child'); m.child(5); print(m.mock_calls)
m = Mock(**{'method.return_value': 3, 'other.side_effect': KeyError}); print(m.method())
print(call.a.b, call(), call.x(1, 2), [call(1), call.b("q")])
