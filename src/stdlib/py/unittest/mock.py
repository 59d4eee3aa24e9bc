"""Stand-ins that take any call, remember it, and answer as they are told."""

import functools
import inspect

__all__ = ['Mock', 'MagicMock', 'patch', 'sentinel', 'DEFAULT', 'ANY', 'call', 'create_autospec', 'AsyncMock', 'FILTER_DIR',
           'NonCallableMock', 'NonCallableMagicMock', 'mock_open', 'PropertyMock', 'seal']

FILTER_DIR = True


class _Sentinel:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return f'sentinel.{self.name}'


class _Sentinels:
    """`sentinel.name` is the same object each time, and nothing else."""

    def __init__(self):
        self._known = {}

    def __getattr__(self, name):
        if name == '__bases__':
            raise AttributeError
        return self._known.setdefault(name, _Sentinel(name))


sentinel = _Sentinels()
DEFAULT = sentinel.DEFAULT


class _Any:
    """Equals anything."""

    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False

    def __repr__(self):
        return '<ANY>'

    __hash__ = None


ANY = _Any()


class InvalidSpecError(Exception):
    """A mock was given as the model of another."""


class _Call(tuple):
    """A call: the name of what was called, the arguments, and the keywords."""

    def __new__(cls, value=(), name='', two=False, parent=None, from_kall=True):
        args, kwargs = (), {}
        for item in value:
            if isinstance(item, str):
                name = item
            elif isinstance(item, tuple):
                args = item
            elif isinstance(item, dict):
                kwargs = item
        made = tuple.__new__(cls, (args, kwargs) if two else (name, args, kwargs))
        made._name, made._parent, made._is_call = name, parent, from_kall
        return made

    args = property(lambda self: self[-2])
    kwargs = property(lambda self: self[-1])

    def __call__(self, *args, **kwargs):
        name = self._name or ''
        return _Call((f'{name}()' if self._is_call else name, args, kwargs), parent=self)

    def __getattr__(self, name):
        if name.startswith('__'):
            raise AttributeError(name)
        before = f'{self._name or ""}()' if self._is_call else self._name
        return _Call(name=f'{before}.{name}' if before else name, parent=self, from_kall=False)

    # Names of a tuple's own methods are names of calls here, too.
    count = property(lambda self: self.__getattr__('count'))
    index = property(lambda self: self.__getattr__('index'))

    def call_list(self):
        """The calls on the way to this one, each of which is seen by the mock."""
        calls, at = [], self
        while at is not None:
            if at._is_call:
                calls.append(at)
            at = at._parent
        return _CallList(reversed(calls))

    def _parts(self):
        return (self[0] if len(self) == 3 else '', self.args, self.kwargs)

    def __eq__(self, other):
        if not isinstance(other, tuple):
            return NotImplemented
        if not isinstance(other, _Call):
            other = _Call(other)
        name, args, kwargs = self._parts()
        other_name, other_args, other_kwargs = other._parts()
        if name and other_name and name != other_name:
            return False
        return (other_args, other_kwargs) == (args, kwargs)

    __ne__ = object.__ne__
    __hash__ = None

    def __repr__(self):
        name = self._name
        if not self._is_call:
            return name or 'call'
        if len(self) == 2 or not name:
            name = 'call'
        elif name.startswith('()'):
            name = f'call{name}'
        elif not name.startswith('call'):
            name = f'call.{name}'
        return f'{name}({_arguments(self.args, self.kwargs)})'


call = _Call(name='', from_kall=False)


def _arguments(args, kwargs):
    return ', '.join([repr(arg) for arg in args] + [f'{name}={value!r}' for name, value in kwargs.items()])


class _CallList(list):
    """Calls; a list of some of them in a row is `in` it."""

    def __contains__(self, value):
        if not isinstance(value, list):
            return list.__contains__(self, value)
        return any(self[at:at + len(value)] == value for at in range(len(self) - len(value) + 1))


_OWN = ('return_value', 'side_effect', 'called', 'call_count', 'call_args', 'call_args_list', 'mock_calls', 'method_calls')


class NonCallableMock:
    """A stand-in whose attributes are stand-ins."""

    def __new__(cls, *args, **kwargs):
        # Each has a class of its own, so that special methods can be put into it.
        return object.__new__(type(cls.__name__, (cls,), {'__doc__': cls.__doc__}))

    def __init__(self, spec=None, side_effect=None, return_value=DEFAULT, wraps=None, name=None, spec_set=None,
                 unsafe=False, parent=None, **kwargs):
        own = self.__dict__
        spec = spec_set if spec is None else spec
        own['_mock_name'], own['_mock_parent'], own['_mock_children'] = name, parent, {}
        own['_mock_wraps'], own['_mock_sealed'], own['_mock_strict'] = wraps, False, spec_set is not None
        own['_spec_class'] = own['_mock_methods'] = None
        own['_mock_unsafe'] = unsafe
        own['_spec_signature'] = own['_delegate'] = None
        own['return_value_'], own['side_effect'] = return_value, side_effect
        if spec is not None:
            own['_mock_methods'] = spec if isinstance(spec, (list, tuple)) else dir(spec)
            if not isinstance(spec, (list, tuple)):
                own['_spec_class'] = spec if isinstance(spec, type) else type(spec)
        self.reset_mock()
        self.configure_mock(**kwargs)

    def reset_mock(self, *, return_value=False, side_effect=False):
        """Forgets all calls."""
        own = self.__dict__
        own['called'], own['call_count'], own['call_args'] = False, 0, None
        own['call_args_list'], own['mock_calls'], own['method_calls'] = _CallList(), _CallList(), _CallList()
        if return_value:
            own['return_value_'] = DEFAULT
        if side_effect:
            own['side_effect'] = None
        for child in list(self._mock_children.values()):
            if isinstance(child, NonCallableMock):
                child.reset_mock(return_value=return_value, side_effect=side_effect)
        value = own['return_value_']
        if isinstance(value, NonCallableMock) and value is not self:
            value.reset_mock()
        self._tell_delegate()

    def configure_mock(self, **kwargs):
        """Sets attributes, those of attributes by names with dots."""
        for path, value in sorted(kwargs.items(), key=lambda item: item[0].count('.')):
            *names, last = path.split('.')
            target = self
            for name in names:
                target = getattr(target, name)
            setattr(target, last, value)

    @property
    def __class__(self):
        return self._spec_class or type(self)

    @property
    def return_value(self):
        if self.return_value_ is DEFAULT:
            wrapped = self._mock_wraps
            if wrapped is not None:
                return DEFAULT
            self.__dict__['return_value_'] = self._get_child_mock(parent=self, name='()')
        return self.return_value_

    @return_value.setter
    def return_value(self, value):
        self._set_return_value(value)

    def _set_return_value(self, value):
        """A stand-in that nobody knows yet becomes a child: its calls are seen here, too."""
        own = value.__dict__ if isinstance(value, NonCallableMock) else None
        at = self
        while at is not None and at is not value:
            at = at._mock_parent
        if own is not None and at is None and own['_mock_parent'] is None and own['_mock_name'] is None:
            own['_mock_parent'], own['_mock_name'] = self, '()'
        self.__dict__['return_value_'] = value

    def _get_child_mock(self, **kwargs):
        """A stand-in for an attribute or a result."""
        cls = type(self).__mro__[1]
        spec = self._spec_class
        if spec is not None and inspect.iscoroutinefunction(getattr(spec, kwargs.get('name') or '', None)):
            cls = AsyncMock
        elif cls in (NonCallableMock, NonCallableMagicMock):
            cls = Mock if cls is NonCallableMock else MagicMock
        return cls(**kwargs)

    def __getattr__(self, name):
        if name in ('_mock_methods', '_mock_children') or name.startswith('__') and name.endswith('__'):
            raise AttributeError(name)
        if self._mock_methods is not None and name not in self._mock_methods:
            raise AttributeError(f'Mock object has no attribute {name!r}')
        if not self._mock_unsafe and name.startswith(('assert', 'assret', 'asert', 'aseert', 'assrt')):
            raise AttributeError(f'{name!r} is not a valid assertion. Use a spec for the mock if {name!r} is meant to be an attribute.')
        child = self._mock_children.get(name)
        if child is _DELETED:
            raise AttributeError(name)
        if child is None:
            if self._mock_sealed:
                raise AttributeError(f'{self._full_name()}.{name}')
            wraps = getattr(self._mock_wraps, name) if self._mock_wraps is not None else None
            child = self._mock_children[name] = self._get_child_mock(parent=self, name=name, wraps=wraps)
        return child

    def __setattr__(self, name, value):
        if name == '__class__':
            return
        if name.startswith('__') and name.endswith('__'):
            if not isinstance(value, NonCallableMock):
                function = value
                value = lambda self, /, *args, **kwargs: function(self, *args, **kwargs)
                setattr(type(self), name, value)
            else:
                setattr(type(self), name, _as_method(value))
                self.__dict__.setdefault('_magic', {})[name] = value
            return
        if self._mock_strict and self._mock_methods is not None and name not in self._mock_methods and name not in _OWN:
            raise AttributeError(f'Mock object has no attribute {name!r}')
        if name == 'return_value':
            self._set_return_value(value)
            return
        if isinstance(value, NonCallableMock) and name not in self.__dict__ and value._mock_parent is None \
                and value._mock_name is None and name not in _OWN:
            value.__dict__['_mock_parent'], value.__dict__['_mock_name'] = self, name
            self._mock_children[name] = value
            return
        object.__setattr__(self, name, value)

    def __delattr__(self, name):
        self._mock_children[name] = _DELETED
        self.__dict__.pop(name, None)

    def __dir__(self):
        return sorted(set(self._mock_methods or dir(type(self))) | set(self.__dict__) | set(self._mock_children))

    def _full_name(self):
        names, at = [], self
        while at is not None and at._mock_name is not None:
            names.append(at._mock_name)
            at = at._mock_parent
        if at is not None:
            names.append('mock')
        return '.'.join(reversed(names)).replace('.()', '()')

    def __repr__(self):
        name = self._full_name()
        shown = f' name={name!r}' if self._mock_name is not None else ''
        spec = f' spec={self._spec_class.__name__!r}' if self._spec_class else ''
        return f"<{type(self).__name__}{shown}{spec} id='{id(self)}'>"

    def attach_mock(self, mock, attribute):
        """Makes a mock an attribute of this one, which then sees its calls."""
        mock.__dict__['_mock_parent'], mock.__dict__['_mock_name'] = self, attribute
        self._mock_children[attribute] = mock

    def mock_add_spec(self, spec, spec_set=False):
        self.__dict__['_mock_methods'] = spec if isinstance(spec, (list, tuple)) else dir(spec)

    # --- what was called ---

    def _tell_delegate(self):
        """The function that stands before this mock, if there is one, shows what it knows."""
        if self._delegate is not None:
            for name in ('called', 'call_count', 'call_args', 'call_args_list', 'mock_calls', 'method_calls'):
                setattr(self._delegate, name, self.__dict__[name])

    def _normal(self, made):
        """A call in the form in which it is compared: its arguments by their names, if those are known."""
        if self._spec_signature is None:
            return made
        name, args, kwargs = made._parts()
        try:
            bound = self._spec_signature.bind(*args, **kwargs)
        except TypeError as error:
            return error.with_traceback(None)
        return _Call((name, bound.args, bound.kwargs))

    def _is_same(self, one, other):
        one, other = self._normal(one), self._normal(other)
        if isinstance(one, Exception) or isinstance(other, Exception):
            return one is other
        return one == other

    def _note(self, args, kwargs):
        own = self.__dict__
        own['called'] = True
        own['call_count'] += 1
        own['call_args'] = made = _Call((args, kwargs), two=True)
        self.call_args_list.append(made)
        self.mock_calls.append(_Call(('', args, kwargs)))
        self._tell_delegate()
        name, at, is_method = self._mock_name, self._mock_parent, True
        while at is not None and name is not None:
            noted = _Call((name, args, kwargs))
            at.mock_calls.append(noted)
            if is_method and '()' not in name:
                at.method_calls.append(noted)
            outer = at._mock_name
            name = f'{outer}{"" if name.startswith("()") else "."}{name}' if outer is not None else None
            if outer is None:
                break
            at = at._mock_parent

    def _show(self):
        return self._mock_name or 'mock'

    def assert_called(self):
        if not self.call_count:
            raise AssertionError(f"Expected '{self._show()}' to have been called.")

    def assert_not_called(self):
        if self.call_count:
            raise AssertionError(f"Expected '{self._show()}' to not have been called. Called {self.call_count} times."
                                 f'{self._calls_text()}')

    def assert_called_once(self):
        if self.call_count != 1:
            raise AssertionError(f"Expected '{self._show()}' to have been called once. Called {self.call_count} times."
                                 f'{self._calls_text()}')

    def _calls_text(self, prefix='Calls'):
        return f'\n{prefix}: {self.mock_calls!r}.' if self.mock_calls else ''

    def assert_called_with(self, /, *args, **kwargs):
        expected = f'{self._show()}({_arguments(args, kwargs)})'
        if self.call_args is None:
            raise AssertionError(f'expected call not found.\nExpected: {expected}\n  Actual: not called.')
        if not self._is_same(_Call((args, kwargs), two=True), self.call_args):
            actual = f'{self._show()}({_arguments(*self.call_args)})'
            raise AssertionError(f'expected call not found.\nExpected: {expected}\n  Actual: {actual}')

    def assert_called_once_with(self, /, *args, **kwargs):
        if self.call_count != 1:
            raise AssertionError(f"Expected '{self._show()}' to be called once. Called {self.call_count} times."
                                 f'{self._calls_text()}')
        self.assert_called_with(*args, **kwargs)

    def assert_any_call(self, /, *args, **kwargs):
        wanted = _Call((args, kwargs), two=True)
        if not any(self._is_same(wanted, made) for made in self.call_args_list):
            raise AssertionError(f'{self._show()}({_arguments(args, kwargs)}) call not found')

    def assert_has_calls(self, calls, any_order=False):
        calls = [it if isinstance(it, _Call) else _Call(it) for it in calls]
        if not any_order:
            if calls not in self.mock_calls:
                raise AssertionError(f'Calls not found.\nExpected: {_CallList(calls)!r}{self._calls_text("  Actual").rstrip(".")}')
            return
        left = list(self.mock_calls)
        missing = []
        for it in calls:
            if it in left:
                left.remove(it)
            else:
                missing.append(it)
        if missing:
            raise AssertionError(f'{self._show()} does not contain all of {tuple(missing)!r} in its call list, found '
                                 f'{list(self.mock_calls)!r} instead')


_DELETED = object()


class Mock(NonCallableMock):
    """A stand-in that can be called, too."""

    def __call__(self, /, *args, **kwargs):
        if self._spec_signature is not None:
            self._spec_signature.bind(*args, **kwargs)
        self._note(args, kwargs)
        return self._answer(args, kwargs)

    def _answer(self, args, kwargs):
        told = self._delegate
        effect = told.side_effect if told is not None else self.side_effect
        if effect is not None:
            if isinstance(effect, BaseException) or isinstance(effect, type) and issubclass(effect, BaseException):
                raise effect
            if not callable(effect):
                if not hasattr(effect, '__next__'):
                    effect = self.__dict__['side_effect'] = iter(effect)
                    if told is not None:
                        told.side_effect = effect
                result = next(effect)
                if isinstance(result, BaseException) or isinstance(result, type) and issubclass(result, BaseException):
                    raise result
            else:
                result = effect(*args, **kwargs)
            if result is not DEFAULT:
                return result
        if told is not None:
            return told.return_value
        if self.return_value_ is DEFAULT and self._mock_wraps is not None:
            return self._mock_wraps(*args, **kwargs)
        return self.return_value


_MAGIC_RESULTS = {
    '__lt__': NotImplemented, '__gt__': NotImplemented, '__le__': NotImplemented, '__ge__': NotImplemented,
    '__int__': 1, '__contains__': False, '__len__': 0, '__exit__': False, '__complex__': 1j, '__float__': 1.0,
    '__bool__': True, '__index__': 1,
}
_BINARY = 'add sub mul matmul truediv floordiv mod lshift rshift and xor or pow'.split()
_MAGIC = (
    *_MAGIC_RESULTS, '__enter__', '__getitem__', '__setitem__', '__delitem__', '__iter__', '__next__', '__neg__', '__pos__',
    '__abs__', '__invert__', '__round__', '__trunc__', '__floor__', '__ceil__', '__divmod__', '__rdivmod__', '__str__',
    '__hash__', '__sizeof__', '__fspath__', '__eq__', '__ne__', '__aenter__', '__aexit__', '__aiter__',
    *(f'__{side}{name}__' for name in _BINARY for side in ('', 'i', 'r')),
)


def _as_method(mock):
    return lambda self, /, *args, **kwargs: mock(*args, **kwargs)


def _prepare(made, name, mock):
    """What the special method `name` of a mock answers unless it is told something else."""
    own = made.__dict__
    if name in _MAGIC_RESULTS:
        own['return_value_'] = _MAGIC_RESULTS[name]
    elif name in ('__str__', '__hash__', '__sizeof__'):
        own['return_value_'] = getattr(object, name)(mock)
    elif name == '__fspath__':
        own['return_value_'] = f'{type(mock).__name__}/{mock._full_name()}/{id(mock)}'
    elif name == '__aexit__':
        own['return_value_'] = False
    elif name in ('__iter__', '__eq__', '__ne__'):
        own['side_effect'] = functools.partial(_side_effects[name], made, mock)
    elif name == '__aiter__':
        own['side_effect'] = functools.partial(_answer_aiter, made)


def _answer_iter(made, mock):
    if made.return_value_ is DEFAULT:
        return iter([])
    return iter(made.return_value_)


async def _asynchronous(items):
    for item in items:
        yield item


def _answer_aiter(made):
    return _asynchronous([] if made.return_value_ is DEFAULT else made.return_value_)


def _answer_eq(made, mock, other):
    if made.return_value_ is not DEFAULT:
        return made.return_value_
    return True if mock is other else NotImplemented


def _answer_ne(made, mock, other):
    if made.return_value_ is not DEFAULT:
        return DEFAULT
    return False if mock is other else NotImplemented


_side_effects = {'__iter__': _answer_iter, '__eq__': _answer_eq, '__ne__': _answer_ne}


class _Magic:
    """A special method of a MagicMock: a stand-in that is made when it is first used."""

    def __init__(self, name):
        self.name = name

    def __get__(self, mock, owner=None):
        if mock is None:
            return self
        known = mock.__dict__.setdefault('_magic', {})
        if self.name not in known:
            if mock._mock_methods is not None and self.name not in mock._mock_methods:
                raise AttributeError(self.name)
            kind = AsyncMock if self.name in ('__aenter__', '__aexit__') else MagicMock
            made = known[self.name] = kind(name=self.name, parent=mock)
            _prepare(made, self.name, mock)
        return known[self.name]

    def __set__(self, mock, value):
        mock.__dict__.setdefault('_magic', {})[self.name] = value


class _Special:
    """The special methods of a stand-in that has them all."""

    def __setattr__(self, name, value):
        if name in _MAGIC:
            if not isinstance(value, NonCallableMock):
                function = value
                value = functools.partial(function, self)
            self.__dict__.setdefault('_magic', {})[name] = value
            return
        super().__setattr__(name, value)


class NonCallableMagicMock(_Special, NonCallableMock):
    """A stand-in with all special methods that can't be called."""


class MagicMock(_Special, Mock):
    """A stand-in with all special methods."""


class _MagicSlot(_Magic):
    def __call__(self, mock, *args):
        return self.__get__(mock)(*args)


for _name in _MAGIC:
    setattr(_Special, _name, _MagicSlot(_name))


class PropertyMock(Mock):
    """A stand-in for a property of a class."""

    def __get__(self, obj, owner=None):
        return self()

    def __set__(self, obj, value):
        self(value)


class AsyncMock(MagicMock):
    """A stand-in for a coroutine function."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.__dict__['await_count'], self.__dict__['await_args'], self.__dict__['await_args_list'] = 0, None, _CallList()

    async def __call__(self, /, *args, **kwargs):
        self._note(args, kwargs)
        result = self._answer(args, kwargs)
        if inspect.isawaitable(result) and not isinstance(result, NonCallableMock):
            result = await result
        own = self.__dict__
        own['await_count'] += 1
        own['await_args'] = _Call((args, kwargs), two=True)
        self.await_args_list.append(own['await_args'])
        return result

    def assert_awaited(self):
        if not self.await_count:
            raise AssertionError(f'Expected {self._show()} to have been awaited.')

    def assert_awaited_once(self):
        if self.await_count != 1:
            raise AssertionError(f'Expected {self._show()} to have been awaited once. Awaited {self.await_count} times.')

    def assert_awaited_with(self, /, *args, **kwargs):
        if self.await_args != _Call((args, kwargs), two=True):
            raise AssertionError(f'expected await not found.\nExpected: {self._show()}({_arguments(args, kwargs)})\n'
                                 f'  Actual: {self.await_args!r}')

    def assert_awaited_once_with(self, /, *args, **kwargs):
        self.assert_awaited_once()
        self.assert_awaited_with(*args, **kwargs)

    def assert_not_awaited(self):
        if self.await_count:
            raise AssertionError(f'Expected {self._show()} to not have been awaited. Awaited {self.await_count} times.')


def _signature_of(spec, skip_first):
    """The signature that calls of a stand-in are to fit; None where there is none to be had."""
    try:
        signature = inspect.signature(spec)
    except (TypeError, ValueError):
        return None
    if not skip_first:
        return signature
    return signature.replace(parameters=list(signature.parameters.values())[1:])


def _autospec_function(spec, signature, name, parent, options):
    """A function like `spec` before a stand-in: what is asked of the one is what the other knows."""
    kind = AsyncMock if inspect.iscoroutinefunction(spec) else MagicMock
    mock = kind(name=name, parent=parent, **options)
    mock.__dict__['_spec_signature'] = signature

    if kind is AsyncMock:
        @functools.wraps(spec)
        async def checked(*args, **kwargs):
            return await mock(*args, **kwargs)
    else:
        @functools.wraps(spec)
        def checked(*args, **kwargs):
            return mock(*args, **kwargs)
    checked.mock = mock
    for known in dir(type(mock)):
        if known.startswith('assert_') or known in ('reset_mock', 'configure_mock', 'attach_mock'):
            setattr(checked, known, getattr(mock, known))
    mock.__dict__['_delegate'] = checked
    checked.return_value, checked.side_effect = mock.return_value_, mock.side_effect
    if checked.return_value is DEFAULT:
        checked.return_value = mock.return_value
    mock._tell_delegate()
    return checked


def create_autospec(spec, spec_set=False, instance=False, _parent=None, _name=None, **kwargs):
    """A stand-in with the attributes and the signatures of an object."""
    if isinstance(spec, NonCallableMock):
        raise InvalidSpecError(f'Cannot autospec attr {_name!r} as it is a mock object. [object={spec!r}]')
    if inspect.isfunction(spec) and _parent is None:
        return _autospec_function(spec, _signature_of(spec, False), spec.__name__, None, kwargs)
    is_class = isinstance(spec, type)
    kind = MagicMock
    if not callable(spec) or is_class and instance and '__call__' not in dir(spec):
        kind = NonCallableMagicMock
    options = {'spec_set': spec} if spec_set else {'spec': spec}
    mock = kind(parent=_parent, name=_name or kwargs.pop('name', None), **options, **kwargs)
    if kind is MagicMock:
        mock.__dict__['_spec_signature'] = _signature_of(spec, False)
    if is_class and not instance and 'return_value' not in kwargs:
        mock.return_value = create_autospec(spec, spec_set, True, _parent=mock, _name='()')
    for name in dir(spec):
        if name.startswith('__') and name.endswith('__'):
            continue
        original = getattr(spec, name, None)
        if not inspect.isroutine(original):
            continue
        raw = next((cls.__dict__[name] for cls in getattr(spec, '__mro__', ()) if name in cls.__dict__), None)
        skips = is_class and instance and inspect.isfunction(raw)
        child = (AsyncMock if inspect.iscoroutinefunction(original) else MagicMock)(parent=mock, name=name)
        child.__dict__['_spec_signature'] = _signature_of(original, skips)
        mock._mock_children[name] = child
    return mock


def mock_open(mock=None, read_data=''):
    """A stand-in for `open`, whose files have a text."""
    import io
    mock = mock or MagicMock(name='open')
    handle = MagicMock()
    handle.__enter__.return_value = handle

    def reset(*args, **kwargs):
        data = io.BytesIO(read_data) if isinstance(read_data, bytes) else io.StringIO(read_data)
        handle.read.side_effect, handle.readline.side_effect = data.read, data.readline
        handle.readlines.side_effect = data.readlines
        handle.__iter__.side_effect = lambda: iter(data)
        return DEFAULT

    mock.side_effect, mock.return_value = reset, handle
    return mock


def seal(mock):
    """Makes no more attributes of themselves."""
    mock.__dict__['_mock_sealed'] = True
    for child in mock._mock_children.values():
        if isinstance(child, NonCallableMock) and child._mock_parent is mock:
            seal(child)


from unittest._patch import patch
