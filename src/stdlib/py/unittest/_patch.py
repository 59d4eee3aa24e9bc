"""Putting something in the place of what a name stands for, for a while: the half of `unittest.mock` that is `patch`."""

import contextlib
import functools
import inspect
from _resolve import resolve
from unittest.mock import DEFAULT, AsyncMock, MagicMock, NonCallableMock, create_autospec

# What `start` has begun and nobody has stopped.
_active = []


class _Startable:
    """A context manager that may be entered and left by name."""

    def start(self):
        made = self.__enter__()
        _active.append(self)
        return made

    def stop(self):
        if self not in _active:
            return None
        _active.remove(self)
        return self.__exit__(None, None, None)


class _Patch(_Startable):
    """Puts something in the place of an attribute for a while."""

    def __init__(self, getter, attribute, new=DEFAULT, spec=None, create=False, spec_set=None, autospec=None,
                 new_callable=None, **kwargs):
        self.getter, self.attribute, self.new, self.create = getter, attribute, new, create
        self.spec, self.spec_set, self.autospec = spec, spec_set, autospec
        self.new_callable, self.kwargs = new_callable, kwargs
        # `patch.multiple` gives its mocks by name.
        self.name_of_result, self.more = None, []

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
        self.entered = []
        if self.name_of_result is None:
            return new
        made = {self.name_of_result: new} if self.new is DEFAULT else {}
        for more in self.more:
            made |= more.__enter__()
            self.entered.append(more)
        return made

    def __exit__(self, *error):
        for more in reversed(self.entered):
            more.__exit__(*error)
        if self.original is not DEFAULT and self.is_own:
            setattr(self.target, self.attribute, self.original)
        else:
            delattr(self.target, self.attribute)
        return False

    def __call__(self, func):
        if isinstance(func, type):
            for name in dir(func):
                method = getattr(func, name)
                if name.startswith(patch.TEST_PREFIX) and callable(method):
                    setattr(func, name, self._copy()(method))
            return func
        # Several patches of one function share a wrapper: the one nearest to it comes first.
        if hasattr(func, 'patchings'):
            func.patchings.append(self)
            return func
        patchings = [self]
        if inspect.iscoroutinefunction(func):
            @functools.wraps(func)
            async def patched(*args, **kwargs):
                with contextlib.ExitStack() as stack:
                    args, kwargs = _entered(stack, patchings, args, kwargs)
                    return await func(*args, **kwargs)
        else:
            @functools.wraps(func)
            def patched(*args, **kwargs):
                with contextlib.ExitStack() as stack:
                    args, kwargs = _entered(stack, patchings, args, kwargs)
                    return func(*args, **kwargs)
        patched.patchings = patchings
        return patched

    def _with_new(self, new, args, kwargs):
        """The arguments of a function that is given what was made."""
        if self.name_of_result is not None:
            return args, kwargs | new
        return (*args, new) if self.new is DEFAULT else args, kwargs

    def _copy(self):
        made = _Patch(self.getter, self.attribute, self.new, self.spec, self.create, self.spec_set, self.autospec,
                      self.new_callable, **self.kwargs)
        made.name_of_result, made.more = self.name_of_result, [more._copy() for more in self.more]
        return made


def _entered(stack, patchings, args, kwargs):
    """Enters patches; the arguments with what they made."""
    for patching in patchings:
        args, kwargs = patching._with_new(stack.enter_context(patching._copy()), args, kwargs)
    return args, kwargs


class _PatchDict(_Startable):
    """Changes a dict for a while."""

    def __init__(self, in_dict, values=(), clear=False, **kwargs):
        self.in_dict, self.values, self.clear = in_dict, dict(values) | kwargs, clear

    def __enter__(self):
        if isinstance(self.in_dict, str):
            self.in_dict = resolve(self.in_dict)
        self.original = self.in_dict.copy()
        if self.clear:
            self.in_dict.clear()
        self.in_dict.update(self.values)
        return self.in_dict

    def __exit__(self, *error):
        self.in_dict.clear()
        self.in_dict.update(self.original)
        return False

    def __call__(self, func):
        if isinstance(func, type):
            for name in dir(func):
                method = getattr(func, name)
                if name.startswith(patch.TEST_PREFIX) and callable(method):
                    setattr(func, name, _PatchDict(self.in_dict, self.values, self.clear)(method))
            return func

        @functools.wraps(func)
        def patched(*args, **kwargs):
            with self:
                return func(*args, **kwargs)
        return patched


def patch(target, new=DEFAULT, spec=None, create=False, spec_set=None, autospec=None, new_callable=None, **kwargs):
    """Replaces what a dotted name stands for: in a `with`, or around a function."""
    path, dot, attribute = target.rpartition('.') if isinstance(target, str) else ('', '', '')
    if not dot:
        raise TypeError(f'Need a valid target to patch. You supplied: {target!r}')
    return _Patch(lambda: resolve(path), attribute, new, spec, create, spec_set, autospec, new_callable, **kwargs)


def _patch_object(target, attribute, new=DEFAULT, spec=None, create=False, spec_set=None, autospec=None,
                  new_callable=None, **kwargs):
    return _Patch(lambda: target, attribute, new, spec, create, spec_set, autospec, new_callable, **kwargs)


def _patch_multiple(target, spec=None, create=False, spec_set=None, autospec=None, new_callable=None, **kwargs):
    if not kwargs:
        raise ValueError('Must supply at least one keyword argument with patch.multiple')
    getter = functools.partial(resolve, target) if isinstance(target, str) else lambda: target
    patches = [_Patch(getter, name, new, spec, create, spec_set, autospec, new_callable) for name, new in kwargs.items()]
    for one in patches:
        one.name_of_result = one.attribute
    patches[0].more = patches[1:]
    return patches[0]


def _stop_all():
    """Ends what was begun with `start`, the last one first."""
    for one in reversed(_active[:]):
        one.stop()


patch.object = _patch_object
patch.multiple = _patch_multiple
patch.stopall = _stop_all
patch.dict = _PatchDict
patch.TEST_PREFIX = 'test'
