"""Stand-ins that take any call, remember it, and answer as they are told."""

import functools
import inspect

__all__ = ['Mock', 'MagicMock', 'NonCallableMock', 'AsyncMock', 'PropertyMock', 'patch', 'sentinel', 'DEFAULT', 'ANY',
           'call', 'create_autospec', 'mock_open', 'seal']


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

    def __new__(cls, value=(), name='', two=False):
        args, kwargs = (), {}
        for item in value:
            if isinstance(item, str):
                name = item
            elif isinstance(item, tuple):
                args = item
            elif isinstance(item, dict):
                kwargs = item
        made = tuple.__new__(cls, (args, kwargs) if two else (name, args, kwargs))
        made._name = name
        return made

    args = property(lambda self: self[-2])
    kwargs = property(lambda self: self[-1])

    def __call__(self, *args, **kwargs):
        return _Call((self._name or '', args, kwargs))

    def __getattr__(self, name):
        if name.startswith('__'):
            raise AttributeError(name)
        return _Call(name=f'{self._name}.{name}' if self._name else name)

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
        if len(self) == 2 or not name:
            name = 'call'
        elif not name.startswith('call'):
            name = f'call.{name}'
        return f'{name}({_arguments(self.args, self.kwargs)})'


call = _Call(name='')


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
        self.__dict__['return_value_'] = value

    def _get_child_mock(self, **kwargs):
        """A stand-in for an attribute or a result."""
        cls = type(self).__mro__[1]
        if cls is NonCallableMock:
            cls = Mock
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
            self.__dict__['return_value_'] = value
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

    def _note(self, args, kwargs):
        own = self.__dict__
        own['called'] = True
        own['call_count'] += 1
        own['call_args'] = made = _Call((args, kwargs), two=True)
        self.call_args_list.append(made)
        self.mock_calls.append(_Call(('', args, kwargs)))
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
        if self.call_args != _Call((args, kwargs), two=True):
            actual = f'{self._show()}({_arguments(*self.call_args)})'
            raise AssertionError(f'expected call not found.\nExpected: {expected}\n  Actual: {actual}')

    def assert_called_once_with(self, /, *args, **kwargs):
        if self.call_count != 1:
            raise AssertionError(f"Expected '{self._show()}' to be called once. Called {self.call_count} times."
                                 f'{self._calls_text()}')
        self.assert_called_with(*args, **kwargs)

    def assert_any_call(self, /, *args, **kwargs):
        if _Call((args, kwargs), two=True) not in self.call_args_list:
            raise AssertionError(f'{self._show()}({_arguments(args, kwargs)}) call not found')

    def assert_has_calls(self, calls, any_order=False):
        calls = [it if isinstance(it, _Call) else _Call(it) for it in calls]
        if not any_order:
            if calls not in self.mock_calls:
                raise AssertionError(f'Calls not found.\nExpected: {_CallList(calls)!r}{self._calls_text("  Actual")}')
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
        self._note(args, kwargs)
        return self._answer(args, kwargs)

    def _answer(self, args, kwargs):
        effect = self.side_effect
        if effect is not None:
            if isinstance(effect, BaseException) or isinstance(effect, type) and issubclass(effect, BaseException):
                raise effect
            if not callable(effect):
                if not hasattr(effect, '__next__'):
                    effect = self.__dict__['side_effect'] = iter(effect)
                result = next(effect)
                if isinstance(result, BaseException) or isinstance(result, type) and issubclass(result, BaseException):
                    raise result
            else:
                result = effect(*args, **kwargs)
            if result is not DEFAULT:
                return result
        if self.return_value_ is DEFAULT and self._mock_wraps is not None:
            return self._mock_wraps(*args, **kwargs)
        return self.return_value


_MAGIC_RESULTS = {
    '__lt__': NotImplemented, '__gt__': NotImplemented, '__le__': NotImplemented, '__ge__': NotImplemented,
    '__int__': 1, '__contains__': False, '__len__': 0, '__exit__': False, '__complex__': 1j, '__float__': 1.0,
    '__bool__': True, '__index__': 1,
}
_MAGIC = (
    *_MAGIC_RESULTS, '__enter__', '__getitem__', '__setitem__', '__delitem__', '__iter__', '__add__', '__sub__',
    '__mul__', '__truediv__', '__floordiv__', '__mod__', '__pow__', '__and__', '__or__', '__xor__', '__lshift__',
    '__rshift__', '__neg__', '__pos__', '__invert__', '__abs__', '__iadd__', '__isub__', '__imul__', '__radd__',
    '__rsub__', '__rmul__', '__matmul__', '__round__', '__trunc__', '__floor__', '__ceil__', '__divmod__',
)


def _as_method(mock):
    return lambda self, /, *args, **kwargs: mock(*args, **kwargs)


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
            made = known[self.name] = MagicMock(name=self.name, parent=mock)
            if self.name in _MAGIC_RESULTS:
                made.return_value = _MAGIC_RESULTS[self.name]
            elif self.name == '__iter__':
                made.side_effect = lambda: iter([])
        return known[self.name]

    def __set__(self, mock, value):
        mock.__dict__.setdefault('_magic', {})[self.name] = value


class MagicMock(Mock):
    """A stand-in with all special methods."""

    def __setattr__(self, name, value):
        if name in _MAGIC:
            if not isinstance(value, NonCallableMock):
                function = value
                value = functools.partial(function, self)
            self.__dict__.setdefault('_magic', {})[name] = value
            return
        super().__setattr__(name, value)

    def __hash__(self):
        return object.__hash__(self)


class _MagicSlot(_Magic):
    def __call__(self, mock, *args):
        return self.__get__(mock)(*args)


for _name in _MAGIC:
    setattr(MagicMock, _name, _MagicSlot(_name))


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


class _Patch:
    """Puts something in the place of an attribute for a while."""

    def __init__(self, getter, attribute, new=DEFAULT, spec=None, create=False, spec_set=None, autospec=None,
                 new_callable=None, **kwargs):
        self.getter, self.attribute, self.new, self.create = getter, attribute, new, create
        self.spec, self.spec_set, self.autospec = spec, spec_set, autospec
        self.new_callable, self.kwargs = new_callable, kwargs

    def __enter__(self):
        self.target = self.getter()
        own = getattr(self.target, '__dict__', {})
        self.is_own = self.attribute in own
        try:
            self.original = own[self.attribute] if self.is_own else getattr(self.target, self.attribute)
        except AttributeError:
            import builtins
            if not self.create and not hasattr(builtins, self.attribute):
                raise AttributeError(f'{self.target} does not have the attribute {self.attribute!r}') from None
            self.original = DEFAULT
        new = self.new
        if new is DEFAULT:
            if self.autospec:
                new = create_autospec(self.original, **self.kwargs)
            else:
                kind = self.new_callable or (AsyncMock if inspect.iscoroutinefunction(self.original) else MagicMock)
                options = dict(self.kwargs)
                if self.spec is not None:
                    options['spec'] = self.original if self.spec is True else self.spec
                if isinstance(kind, type) and issubclass(kind, NonCallableMock):
                    options.setdefault('name', self.attribute)
                new = kind(**options)
        setattr(self.target, self.attribute, new)
        return new

    def __exit__(self, *error):
        if self.original is not DEFAULT and self.is_own:
            setattr(self.target, self.attribute, self.original)
        else:
            delattr(self.target, self.attribute)
        return False

    start = __enter__

    def stop(self):
        return self.__exit__(None, None, None)

    def __call__(self, func):
        if isinstance(func, type):
            for name in dir(func):
                method = getattr(func, name)
                if name.startswith(patch.TEST_PREFIX) and callable(method):
                    setattr(func, name, self._copy()(method))
            return func
        if inspect.iscoroutinefunction(func):
            @functools.wraps(func)
            async def patched(*args, **kwargs):
                with self._copy() as new:
                    return await func(*args, *self._extra(new), **kwargs)
        else:
            @functools.wraps(func)
            def patched(*args, **kwargs):
                with self._copy() as new:
                    return func(*args, *self._extra(new), **kwargs)
        return patched

    def _extra(self, new):
        return (new,) if self.new is DEFAULT else ()

    def _copy(self):
        return _Patch(self.getter, self.attribute, self.new, self.spec, self.create, self.spec_set, self.autospec,
                      self.new_callable, **self.kwargs)


def _importer(path):
    parts = path.split('.')
    thing = __import__(parts[0])
    at = parts[0]
    for part in parts[1:]:
        at += '.' + part
        try:
            thing = getattr(thing, part)
        except AttributeError:
            __import__(at)
            thing = getattr(thing, part)
    return thing


class _PatchDict:
    """Changes a dict for a while."""

    def __init__(self, in_dict, values=(), clear=False, **kwargs):
        self.in_dict, self.values, self.clear = in_dict, dict(values) | kwargs, clear

    def __enter__(self):
        if isinstance(self.in_dict, str):
            self.in_dict = _importer(self.in_dict)
        self.original = self.in_dict.copy()
        if self.clear:
            self.in_dict.clear()
        self.in_dict.update(self.values)
        return self.in_dict

    def __exit__(self, *error):
        self.in_dict.clear()
        self.in_dict.update(self.original)
        return False

    start = __enter__

    def stop(self):
        return self.__exit__()

    def __call__(self, func):
        @functools.wraps(func)
        def patched(*args, **kwargs):
            with self:
                return func(*args, **kwargs)
        return patched


def patch(target, new=DEFAULT, spec=None, create=False, spec_set=None, autospec=None, new_callable=None, **kwargs):
    """Replaces what a dotted name stands for: in a `with`, or around a function."""
    path, dot, attribute = target.rpartition('.')
    if not dot:
        raise TypeError(f'Need a valid target to patch. You supplied: {target!r}')
    return _Patch(lambda: _importer(path), attribute, new, spec, create, spec_set, autospec, new_callable, **kwargs)


def _patch_object(target, attribute, new=DEFAULT, spec=None, create=False, spec_set=None, autospec=None,
                  new_callable=None, **kwargs):
    return _Patch(lambda: target, attribute, new, spec, create, spec_set, autospec, new_callable, **kwargs)


patch.object = _patch_object
patch.dict = _PatchDict
patch.TEST_PREFIX = 'test'


def create_autospec(spec, spec_set=False, instance=False, **kwargs):
    """A stand-in with the attributes and the signature of an object."""
    if inspect.isfunction(spec):
        mock = (AsyncMock if inspect.iscoroutinefunction(spec) else MagicMock)(name=spec.__name__, **kwargs)
        signature = inspect.signature(spec)

        @functools.wraps(spec)
        def checked(*args, **kwargs):
            signature.bind(*args, **kwargs)
            return mock(*args, **kwargs)
        checked.mock = mock
        for name in dir(NonCallableMock):
            if name.startswith('assert_'):
                setattr(checked, name, getattr(mock, name))
        return checked
    return MagicMock(spec=spec, **kwargs)


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
