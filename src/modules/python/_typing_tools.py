"""Functions on annotations, NewType, NamedTuple and TypedDict; `typing` shows them."""

import collections
import sys
import types
from types import GenericAlias
from typing import (
    Annotated, ForwardRef, Generic, NotRequired, ParamSpec, ParamSpecArgs, ParamSpecKwargs, ReadOnly,
    Required, Union, _Alias, _AnnotatedAlias, _LiteralAlias, _Name, _caller, _check,
    _generic_class_getitem)

__name__ = "typing"


def cast(typ, val):
    """The value; only type checkers see the type."""
    return val


def get_origin(tp):
    """The class that was subscripted: list for List[int]."""
    if isinstance(tp, _AnnotatedAlias):
        return Annotated
    if isinstance(tp, (_Alias, GenericAlias, ParamSpecArgs, ParamSpecKwargs)):
        return tp.__origin__
    if tp is Generic:
        return Generic
    if isinstance(tp, types.UnionType):
        return types.UnionType
    return None


def get_args(tp):
    """What was in the brackets."""
    if isinstance(tp, _AnnotatedAlias):
        return (tp.__origin__, *tp.__metadata__)
    if isinstance(tp, (_Alias, GenericAlias)):
        args = tp.__args__
        if tp.__origin__ is collections.abc.Callable and not (
                len(args) == 2 and (args[0] is ... or isinstance(args[0], ParamSpec))):
            args = (list(args[:-1]), args[-1])
        return args
    if isinstance(tp, types.UnionType):
        return tp.__args__
    return ()


def _evaluate(value, globalns, localns):
    """A hint with strings replaced by what they name."""
    if value is None:
        return type(None)
    if isinstance(value, str):
        value = ForwardRef(value)
    if isinstance(value, ForwardRef):
        return _evaluate(value._evaluate(globalns, localns), globalns, localns)
    if isinstance(value, (_Alias, GenericAlias, types.UnionType)) and not isinstance(
            value, (_Name, _LiteralAlias)):
        old = value.__args__
        new = tuple(_evaluate(a, globalns, localns)
                    if isinstance(a, (str, ForwardRef, _Alias, GenericAlias, types.UnionType)) else a
                    for a in old)
        if new != old:
            if isinstance(value, GenericAlias):
                return GenericAlias(value.__origin__, new)
            if isinstance(value, types.UnionType):
                return Union[new]
            return value.copy_with(new)
    return value


def _strip(value):
    """A hint without Annotated, Required and the like."""
    if isinstance(value, _AnnotatedAlias):
        return _strip(value.__origin__)
    if isinstance(value, _Alias) and value.__origin__ in (Required, NotRequired, ReadOnly):
        return _strip(value.__args__[0])
    if isinstance(value, _Alias) and value.__args__ and not isinstance(value, _LiteralAlias):
        new = tuple(_strip(a) for a in value.__args__)
        if new != value.__args__:
            return value.copy_with(new)
    return value


def get_type_hints(obj, globalns=None, localns=None, include_extras=False):
    """The annotations of an object, with strings replaced by what they name."""
    hints = {}
    if isinstance(obj, type):
        for base in reversed(obj.__mro__):
            if globalns is None:
                module = sys.modules.get(base.__module__)
                names = getattr(module, "__dict__", {})
            else:
                names = globalns
            local = dict(vars(base)) if localns is None else localns
            for name, value in base.__dict__.get("__annotations__", {}).items():
                hints[name] = _evaluate(value, names, local)
    else:
        if globalns is None:
            if isinstance(obj, types.ModuleType):
                globalns = obj.__dict__
            else:
                inner = obj
                while hasattr(inner, "__wrapped__"):
                    inner = inner.__wrapped__
                globalns = getattr(inner, "__globals__", {})
        if localns is None:
            localns = globalns
        found = getattr(obj, "__annotations__", None)
        if found is None:
            if isinstance(obj, (types.BuiltinFunctionType, types.MethodType, types.FunctionType)):
                return {}
            raise TypeError(f"{obj!r} is not a module, class, method, or function.")
        for name, value in found.items():
            hints[name] = _evaluate(value, globalns, localns)
    if include_extras:
        return hints
    return {name: _strip(value) for name, value in hints.items()}


_overloads = {}


def _overload_dummy(*args, **kwds):
    """Helper for @overload to raise when called."""
    raise NotImplementedError(
        "You should not call an overloaded function. A series of @overload-decorated functions "
        "outside a stub module should always be followed by an implementation that is not "
        "@overload-ed.")


def overload(func):
    """Decorator: one of several signatures; the function itself is never called."""
    f = getattr(func, "__func__", func)
    key = (getattr(f, "__module__", None), getattr(f, "__qualname__", None))
    _overloads.setdefault(key, []).append(func)
    return _overload_dummy


def get_overloads(func):
    """The overloads of a function, in order."""
    f = getattr(func, "__func__", func)
    return list(_overloads.get((f.__module__, f.__qualname__), ()))


def clear_overloads():
    """Forgets all overloads."""
    _overloads.clear()


def _marked(attr):
    def mark(obj):
        try:
            setattr(obj, attr, True)
        except (AttributeError, TypeError):
            pass
        return obj

    return mark


final = _marked("__final__")
final.__doc__ = "Decorator: not to be overridden or derived from."
override = _marked("__override__")
override.__doc__ = "Decorator: overrides a method of a base class."
no_type_check = _marked("__no_type_check__")
no_type_check.__doc__ = "Decorator: the annotations aren't types."


def assert_type(val, typ, /):
    """The value; only type checkers see the type."""
    return val


def assert_never(arg, /):
    """For code that is never reached."""
    shown = repr(arg)
    if len(shown) > 100:
        shown = shown[:100] + "..."
    raise AssertionError(f"Expected code to be unreachable, but got: {shown}")


def reveal_type(obj, /):
    """Prints the type of the value, and gives the value."""
    print(f"Runtime type is {type(obj).__name__!r}", file=sys.stderr)
    return obj


def dataclass_transform(*, eq_default=True, order_default=False, kw_only_default=False,
                        frozen_default=False, field_specifiers=(), **kwargs):
    """Decorator: what it decorates makes classes like dataclasses."""
    def decorator(cls_or_fn):
        cls_or_fn.__dataclass_transform__ = {
            "eq_default": eq_default, "order_default": order_default,
            "kw_only_default": kw_only_default, "frozen_default": frozen_default,
            "field_specifiers": field_specifiers, "kwargs": kwargs}
        return cls_or_fn
    return decorator


class NewType:
    """A type that type checkers tell from the one it is made of."""

    def __init__(self, name, tp):
        self.__qualname__ = name
        self.__name__ = name.rpartition(".")[2]
        self.__supertype__ = tp
        module = _caller()
        if module != "typing":
            self.__module__ = module

    def __call__(self, x, /):
        return x

    def __mro_entries__(self, bases):
        raise TypeError(f"Cannot subclass an instance of NewType. Perhaps you were looking for: "
                        f"`{self.__name__} = NewType({self.__name__!r}, ...)`")

    def __repr__(self):
        return f"{self.__module__}.{self.__qualname__}"

    def __reduce__(self):
        return self.__qualname__

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]


# ---- NamedTuple and TypedDict ----


def _named_tuple(name, fields, defaults, module):
    checked = {n: _check(t, f"field {n} annotation must be a type") for n, t in fields}
    nt = collections.namedtuple(name, [n for n, _ in fields], defaults=defaults, module=module)
    nt.__annotations__ = nt.__new__.__annotations__ = checked
    return nt


class _NamedTupleMeta(type):
    def __new__(cls, typename, bases, ns):
        for base in bases:
            if base is not _NamedTuple and base is not Generic:
                raise TypeError("can only inherit from a NamedTuple type and Generic")
        annotations = ns.get("__annotations__", {})
        default_names = []
        for name in annotations:
            if name in ns:
                default_names.append(name)
            elif default_names:
                plural = "s" if len(default_names) > 1 else ""
                raise TypeError(f"Non-default namedtuple field {name} cannot follow default field"
                                f"{plural} {', '.join(default_names)}")
        nt = _named_tuple(typename, list(annotations.items()), [ns[n] for n in default_names],
                          ns["__module__"])
        nt.__bases__ = tuple(tuple if b is _NamedTuple else b for b in bases)
        if Generic in bases:
            nt.__class_getitem__ = classmethod(_generic_class_getitem)
        for key, value in ns.items():
            if key in ("__new__", "__init__", "__slots__", "__getnewargs__", "_fields",
                       "_field_defaults", "_field_types", "_make", "_replace", "_asdict", "_source"):
                raise AttributeError("Cannot overwrite NamedTuple attribute " + key)
            if key not in ("__annotations__", "__name__", "__module__", "__qualname__") and (
                    key not in nt._fields):
                setattr(nt, key, value)
                func = getattr(type(value), "__set_name__", None)
                if func is not None:
                    func(value, nt, key)
        if "__qualname__" in ns:
            nt.__qualname__ = ns["__qualname__"]
        if Generic in bases:
            nt.__init_subclass__()
        return nt


def NamedTuple(typename, fields=None, /, **kwargs):
    """A named tuple with annotated fields; used as a base of a class."""
    if fields is None:
        fields = list(kwargs.items())
    nt = _named_tuple(typename, list(fields), None, _caller())
    nt.__orig_bases__ = (NamedTuple,)
    return nt


_NamedTuple = type.__new__(_NamedTupleMeta, "NamedTuple", (), {})
NamedTuple.__mro_entries__ = lambda bases: (_NamedTuple,)


class _TypedDictMeta(type):
    def __new__(cls, name, bases, ns, total=True):
        for base in bases:
            if type(base) is not _TypedDictMeta and base is not Generic:
                raise TypeError("cannot inherit from both a TypedDict type and a non-TypedDict "
                                "base class")
        generic = (Generic,) if any(issubclass(b, Generic) for b in bases) else ()
        tp = type.__new__(_TypedDictMeta, name, (*generic, dict), ns)
        annotations, required, optional = {}, set(), set()
        readonly, mutable = set(), set()
        for base in bases:
            annotations.update(base.__dict__.get("__annotations__", {}))
            required |= base.__dict__.get("__required_keys__", frozenset())
            optional |= base.__dict__.get("__optional_keys__", frozenset())
            readonly |= base.__dict__.get("__readonly_keys__", frozenset())
            mutable |= base.__dict__.get("__mutable_keys__", frozenset())
        for key, value in ns.get("__annotations__", {}).items():
            value = annotations[key] = _check(value, "TypedDict('Name', {f0: t0, f1: t1, ...}); "
                                                     "each t must be a type")
            needed, fixed, inner = total, False, value
            while isinstance(inner, _Alias) and inner.__origin__ in (Required, NotRequired, ReadOnly):
                if inner.__origin__ is ReadOnly:
                    fixed = True
                else:
                    needed = inner.__origin__ is Required
                inner = inner.__args__[0]
            (required if needed else optional).add(key)
            (optional if needed else required).discard(key)
            (readonly if fixed else mutable).add(key)
        tp.__annotations__ = annotations
        tp.__required_keys__ = frozenset(required)
        tp.__optional_keys__ = frozenset(optional)
        tp.__readonly_keys__ = frozenset(readonly)
        tp.__mutable_keys__ = frozenset(mutable)
        tp.__total__ = total
        return tp

    __call__ = dict

    def __subclasscheck__(cls, other):
        raise TypeError("TypedDict does not support instance and class checks")

    __instancecheck__ = __subclasscheck__


def TypedDict(typename, fields=None, /, *, total=True):
    """A dict with annotated keys; used as a base of a class."""
    ns = {"__annotations__": dict(fields or {}), "__module__": _caller()}
    td = _TypedDictMeta(typename, (), ns, total=total)
    td.__orig_bases__ = (TypedDict,)
    return td


_TypedDict = type.__new__(_TypedDictMeta, "TypedDict", (), {})
TypedDict.__mro_entries__ = lambda bases: (_TypedDict,)


def is_typeddict(tp):
    """Whether it is a TypedDict class."""
    return isinstance(tp, _TypedDictMeta)
