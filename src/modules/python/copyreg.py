"""How objects are taken apart for copying."""

__all__ = ["pickle", "constructor"]

dispatch_table = {}


def pickle(ob_type, pickle_function, constructor_ob=None):
    """Registers a function that takes objects of a type apart."""
    if not callable(pickle_function):
        raise TypeError("reduction functions must be callable")
    dispatch_table[ob_type] = pickle_function
    if constructor_ob is not None:
        constructor(constructor_ob)


def constructor(object):
    """Checks that a constructor can be called."""
    if not callable(object):
        raise TypeError("constructors must be callable")


def __newobj__(cls, *args):
    return cls.__new__(cls, *args)


def __newobj_ex__(cls, args, kwargs):
    return cls.__new__(cls, *args, **kwargs)


def _slotnames(cls):
    """Names of the slots of a class and its bases."""
    names = []
    for c in cls.__mro__:
        slots = c.__dict__.get("__slots__", ())
        if isinstance(slots, str):
            slots = (slots,)
        for name in slots:
            if name in ("__dict__", "__weakref__"):
                continue
            if name.startswith("__") and not name.endswith("__"):
                stripped = c.__name__.lstrip("_")
                names.append(f"_{stripped}{name}" if stripped else name)
            else:
                names.append(name)
    return names


# Builtin types whose instances, and those of subclasses, can be taken apart.
_values = (str, bytes, tuple, complex, float, int)
_allowed = {object, list, dict, set, frozenset, bytearray, *_values}


def _state(obj):
    """What an object keeps beside the value of its builtin base: its __dict__ and its slots."""
    state = getattr(obj, "__dict__", None) or None
    slots = {}
    for name in _slotnames(type(obj)):
        try:
            slots[name] = getattr(obj, name)
        except AttributeError:
            pass
    return (state, slots) if slots else state


def _reduce(obj, protocol):
    """object.__reduce_ex__: how an object is made anew."""
    cls = type(obj)
    for base in cls.__mro__:
        # Builtin types have no __module__ of their own.
        if ("__module__" not in base.__dict__ and base not in _allowed
                and not issubclass(base, BaseException)):
            raise TypeError(f"cannot pickle {cls.__name__!r} object")
    getstate = getattr(obj, "__getstate__", None)
    state = _state(obj) if getstate is None else getstate()
    if isinstance(obj, BaseException):
        return (cls, obj.args) if state is None else (cls, obj.args, state)
    if isinstance(obj, (set, frozenset)):
        return cls, (list(obj),), state
    if isinstance(obj, bytearray):
        return cls, (bytes(obj),), state
    getnewargs = getattr(obj, "__getnewargs_ex__", None)
    if getnewargs is not None:
        args, kwargs = getnewargs()
        make, args = __newobj_ex__, (cls, args, kwargs)
    else:
        getnewargs = getattr(obj, "__getnewargs__", None)
        if getnewargs is not None:
            args = getnewargs()
        else:
            args = next(((kind(obj),) for kind in _values if isinstance(obj, kind)), ())
        make, args = __newobj__, (cls, *args)
    items = iter(obj) if isinstance(obj, list) else None
    pairs = iter(obj.items()) if isinstance(obj, dict) else None
    return make, args, state, items, pairs
