"""Functions that take or give functions."""

__all__ = ["update_wrapper", "wraps", "WRAPPER_ASSIGNMENTS", "WRAPPER_UPDATES", "total_ordering",
           "cache", "cmp_to_key", "lru_cache", "reduce", "partial", "partialmethod",
           "singledispatch", "singledispatchmethod", "cached_property"]

from _functools import (
    KeyWrapper as _KeyWrapper, _lru_cache_wrapper as _native_cache, cmp_to_key,
    partial as _native_partial, reduce)

WRAPPER_ASSIGNMENTS = ("__module__", "__name__", "__qualname__", "__doc__", "__annotations__",
                       "__type_params__")
WRAPPER_UPDATES = ("__dict__",)

_missing = object()

partial = _native_partial


def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """Makes a wrapper look like what it wraps, and remembers it as __wrapped__."""
    for attr in assigned:
        try:
            value = getattr(wrapped, attr)
        except AttributeError:
            pass
        else:
            setattr(wrapper, attr, value)
    for attr in updated:
        getattr(wrapper, attr).update(getattr(wrapped, attr, {}))
    wrapper.__wrapped__ = wrapped
    return wrapper


def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """update_wrapper as a decorator of the wrapper."""
    return partial(update_wrapper, wrapped=wrapped, assigned=assigned, updated=updated)


def _ordering(name, base, derive):
    """One comparison made of another (base), by what derive says of its result and equality."""

    def method(self, other):
        result = getattr(type(self), base)(self, other)
        if result is NotImplemented:
            return result
        return derive(self, other, result)

    method.__name__ = name
    method.__qualname__ = name
    method.__doc__ = getattr(int, name).__doc__
    return method


_derived = {
    "__lt__": {"__gt__": lambda s, o, r: not r and s != o,
               "__le__": lambda s, o, r: r or s == o,
               "__ge__": lambda s, o, r: not r},
    "__le__": {"__ge__": lambda s, o, r: not r or s == o,
               "__lt__": lambda s, o, r: r and s != o,
               "__gt__": lambda s, o, r: not r},
    "__gt__": {"__lt__": lambda s, o, r: not r and s != o,
               "__ge__": lambda s, o, r: r or s == o,
               "__le__": lambda s, o, r: not r},
    "__ge__": {"__le__": lambda s, o, r: not r or s == o,
               "__gt__": lambda s, o, r: r and s != o,
               "__lt__": lambda s, o, r: not r},
}


def total_ordering(cls):
    """Class decorator: adds the comparisons that are missing, from the one that is there."""
    roots = {op for op in _derived
             if getattr(cls, op, None) is not getattr(object, op, None)}
    if not roots:
        raise ValueError("must define at least one ordering operation: < > <= >=")
    root = max(roots)
    for name, derive in _derived[root].items():
        if name not in roots:
            setattr(cls, name, _ordering(name, root, derive))
    return cls


def _cache_info_class():
    """The class of cache_info(); made when somebody asks."""
    from collections import namedtuple
    return namedtuple("CacheInfo", ["hits", "misses", "maxsize", "currsize"], module="functools")


_info_class = None


def _make_info(hits, misses, maxsize, currsize):
    global _info_class
    if _info_class is None:
        _info_class = _cache_info_class()
    return _info_class(hits, misses, maxsize, currsize)


def __getattr__(name):
    if name == "_CacheInfo":
        return type(_make_info(0, 0, 0, 0))
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


class _lru_cache_wrapper(_native_cache):
    # Has a __dict__, for what update_wrapper sets.
    pass


def lru_cache(maxsize=128, typed=False):
    """Decorator: remembers the results of the most recent calls, all of them with maxsize None.

    With typed, arguments of different types are told apart though they are equal.
    """
    if isinstance(maxsize, int):
        maxsize = max(maxsize, 0)
    elif callable(maxsize) and isinstance(typed, bool):
        return _cached(maxsize, 128, False)
    elif maxsize is not None:
        raise TypeError("Expected first argument to be an integer, a callable, or None")
    return lambda user_function: _cached(user_function, maxsize, typed)


def _cached(user_function, maxsize, typed):
    wrapper = _lru_cache_wrapper(user_function, maxsize, typed, _make_info)
    wrapper.cache_parameters = lambda: {"maxsize": maxsize, "typed": typed}
    return update_wrapper(wrapper, user_function)


def cache(user_function, /):
    """Decorator: remembers the results of all calls."""
    return lru_cache(maxsize=None)(user_function)


class partialmethod:
    """A method with some arguments given beforehand."""

    def __init__(self, func, /, *args, **keywords):
        if not callable(func) and not hasattr(func, "__get__"):
            raise TypeError(f"{func!r} is not callable or a descriptor")
        if isinstance(func, partialmethod):
            args = func.args + args
            keywords = {**func.keywords, **keywords}
            func = func.func
        self.func = func
        self.args = args
        self.keywords = keywords

    def __repr__(self):
        parts = [repr(self.func), *map(repr, self.args)]
        parts += [f"{k}={v!r}" for k, v in self.keywords.items()]
        cls = self.__class__
        return f"{cls.__module__}.{cls.__qualname__}({', '.join(parts)})"

    def _make_unbound_method(self):
        def _method(cls_or_self, /, *args, **keywords):
            return self.func(cls_or_self, *self.args, *args, **{**self.keywords, **keywords})

        _method.__isabstractmethod__ = self.__isabstractmethod__
        _method.__partialmethod__ = self
        return _method

    def __get__(self, obj, cls=None):
        get = getattr(self.func, "__get__", None)
        if get is not None:
            new_func = get(obj, cls)
            if new_func is not self.func:
                result = partial(new_func, *self.args, **self.keywords)
                return result
        return self._make_unbound_method().__get__(obj, cls)

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, "__isabstractmethod__", False)

    __class_getitem__ = classmethod(type(list[int]))


class cached_property:
    """A property that is computed once an instance, and then stands in its __dict__."""

    def __init__(self, func):
        self.func = func
        self.attrname = None
        self.__doc__ = func.__doc__
        self.__module__ = func.__module__

    def __set_name__(self, owner, name):
        if self.attrname is None:
            self.attrname = name
        elif name != self.attrname:
            raise TypeError("Cannot assign the same cached_property to two different names "
                            f"({self.attrname!r} and {name!r}).")

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        if self.attrname is None:
            raise TypeError(
                "Cannot use cached_property instance without calling __set_name__ on it.")
        try:
            cache = instance.__dict__
        except AttributeError:
            raise TypeError(f"No '__dict__' attribute on {type(instance).__name__!r} "
                            f"instance to cache {self.attrname!r} property.") from None
        value = cache.get(self.attrname, _missing)
        if value is _missing:
            value = self.func(instance)
            try:
                cache[self.attrname] = value
            except TypeError:
                raise TypeError(f"The '__dict__' attribute on {type(instance).__name__!r} instance "
                                "does not support item assignment for caching "
                                f"{self.attrname!r} property.") from None
        return value

    __class_getitem__ = classmethod(type(list[int]))


def _merge(sequences):
    """The C3 merge of sequences of classes."""
    result = []
    while True:
        sequences = [s for s in sequences if s]
        if not sequences:
            return result
        for s in sequences:
            candidate = s[0]
            if not any(candidate in other[1:] for other in sequences):
                break
        else:
            raise RuntimeError("Inconsistent hierarchy")
        result.append(candidate)
        for s in sequences:
            if s[0] == candidate:
                del s[0]


def _linearize(cls, abcs):
    """MRO of cls with abstract classes that it is a virtual subclass of put where they belong."""
    for i, base in enumerate(reversed(cls.__bases__)):
        if hasattr(base, "__abstractmethods__"):
            boundary = len(cls.__bases__) - i
            break
    else:
        boundary = 0
    explicit = list(cls.__bases__[:boundary])
    others = list(cls.__bases__[boundary:])
    extra = [base for base in abcs
             if issubclass(cls, base) and not any(issubclass(b, base) for b in cls.__bases__)]
    abcs = [base for base in abcs if base not in extra]
    parts = [_linearize(base, abcs) for base in explicit + extra + others]
    return _merge([[cls], *parts, explicit, extra, others])


def _compose_mro(cls, types):
    """An MRO of cls that has the classes of types which it is a virtual subclass of."""
    bases = set(cls.__mro__)

    def related(typ):
        return typ not in bases and hasattr(typ, "__mro__") and issubclass(cls, typ)

    types = [n for n in types if related(n)]
    types = [n for n in types
             if not any(n is not other and n in other.__mro__ for other in types)]
    wanted = set(types)
    mro = []
    for typ in types:
        found = []
        for sub in typ.__subclasses__():
            if sub not in bases and issubclass(cls, sub):
                found.append([s for s in sub.__mro__ if s in wanted])
        if not found:
            mro.append(typ)
            continue
        found.sort(key=len, reverse=True)
        for sub in found:
            for s in sub:
                if s not in mro:
                    mro.append(s)
    return _linearize(cls, mro)


def _find_impl(cls, registry):
    mro = _compose_mro(cls, registry.keys())
    match = None
    for t in mro:
        if match is not None:
            # Two abstract classes of which neither derives from the other can't be told apart.
            if (t in registry and t not in cls.__mro__ and match not in cls.__mro__
                    and not issubclass(match, t)):
                raise RuntimeError(f"Ambiguous dispatch: {match} or {t}")
            break
        if t in registry:
            match = t
    return registry.get(match)


def singledispatch(func):
    """A function that has other implementations for some types of its first argument."""
    from abc import get_cache_token
    from types import MappingProxyType
    from weakref import WeakKeyDictionary

    registry = {}
    dispatch_cache = WeakKeyDictionary()
    cache_token = None

    def dispatch(cls):
        """The implementation for a class."""
        nonlocal cache_token
        if cache_token is not None:
            token = get_cache_token()
            if cache_token != token:
                dispatch_cache.clear()
                cache_token = token
        try:
            return dispatch_cache[cls]
        except KeyError:
            try:
                impl = registry[cls]
            except KeyError:
                impl = _find_impl(cls, registry)
            dispatch_cache[cls] = impl
            return impl

    def union_args(cls):
        from types import UnionType
        if isinstance(cls, UnionType):
            return cls.__args__
        from typing import Union, get_args, get_origin
        return get_args(cls) if get_origin(cls) is Union else None

    def is_valid(cls):
        if isinstance(cls, type):
            return True
        args = union_args(cls)
        return args is not None and all(isinstance(arg, type) for arg in args)

    def register(cls, func=None):
        """Registers an implementation for a class, which an annotation can give."""
        nonlocal cache_token
        if is_valid(cls):
            if func is None:
                return lambda f: register(cls, f)
        else:
            if func is not None:
                raise TypeError("Invalid first argument to `register()`. "
                                f"{cls!r} is not a class or union type.")
            annotations = getattr(cls, "__annotations__", {})
            if not annotations:
                raise TypeError(f"Invalid first argument to `register()`: {cls!r}. "
                                "Use either `@register(some_class)` or plain `@register` "
                                "on an annotated function.")
            func = cls
            from typing import get_type_hints
            argname, cls = next(iter(get_type_hints(func).items()))
            if not is_valid(cls):
                if union_args(cls) is not None:
                    raise TypeError(f"Invalid annotation for {argname!r}. "
                                    f"{cls!r} not all arguments are classes.")
                raise TypeError(f"Invalid annotation for {argname!r}. {cls!r} is not a class.")
        for arg in union_args(cls) or [cls]:
            registry[arg] = func
            if cache_token is None and hasattr(arg, "__abstractmethods__"):
                cache_token = get_cache_token()
        dispatch_cache.clear()
        return func

    funcname = getattr(func, "__name__", "singledispatch function")

    def wrapper(*args, **kw):
        if not args:
            raise TypeError(f"{funcname} requires at least 1 positional argument")
        return dispatch(args[0].__class__)(*args, **kw)

    registry[object] = func
    wrapper.register = register
    wrapper.dispatch = dispatch
    wrapper.registry = MappingProxyType(registry)
    wrapper._clear_cache = dispatch_cache.clear
    return update_wrapper(wrapper, func)


class singledispatchmethod:
    """A method that has other implementations for some types of its first argument."""

    def __init__(self, func):
        if not callable(func) and not hasattr(func, "__get__"):
            raise TypeError(f"{func!r} is not callable or a descriptor")
        self.dispatcher = singledispatch(func)
        self.func = func

    def register(self, cls, method=None):
        """Registers an implementation for a class."""
        return self.dispatcher.register(cls, func=method)

    def __get__(self, obj, cls=None):
        dispatch = self.dispatcher.dispatch
        funcname = getattr(self.func, "__name__", "singledispatchmethod method")

        def _method(*args, **kwargs):
            if not args:
                raise TypeError(f"{funcname} requires at least 1 positional argument")
            return dispatch(args[0].__class__).__get__(obj, cls)(*args, **kwargs)

        _method.__isabstractmethod__ = self.__isabstractmethod__
        _method.register = self.register
        update_wrapper(_method, self.func)
        return _method

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, "__isabstractmethod__", False)
