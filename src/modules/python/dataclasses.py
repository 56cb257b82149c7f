"""Classes whose methods are made from annotated fields."""

import types

__all__ = ["dataclass", "field", "Field", "FrozenInstanceError", "InitVar", "KW_ONLY", "MISSING",
           "fields", "asdict", "astuple", "make_dataclass", "replace", "is_dataclass"]


class FrozenInstanceError(AttributeError):
    pass


class _Named:
    """Stands for itself, and shows its name."""

    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name


class _FactoryMark:
    def __repr__(self):
        return "<factory>"


_HAS_DEFAULT_FACTORY = _FactoryMark()


class _MISSING_TYPE:
    pass


MISSING = _MISSING_TYPE()


class _KW_ONLY_TYPE:
    pass


KW_ONLY = _KW_ONLY_TYPE()

_EMPTY_METADATA = types.MappingProxyType({})
_FIELD = _Named("_FIELD")
_FIELD_CLASSVAR = _Named("_FIELD_CLASSVAR")
_FIELD_INITVAR = _Named("_FIELD_INITVAR")
_FIELDS = "__dataclass_fields__"
_PARAMS = "__dataclass_params__"
_POST_INIT_NAME = "__post_init__"


class InitVar:
    """Annotation of what only __init__ and __post_init__ take."""

    __slots__ = ("type",)

    def __init__(self, type):
        self.type = type

    def __repr__(self):
        if isinstance(self.type, type):
            name = self.type.__name__
        else:
            name = repr(self.type)
        return f"dataclasses.InitVar[{name}]"

    def __class_getitem__(cls, type):
        return InitVar(type)


class Field:
    """What is known of one field."""

    __slots__ = ("name", "type", "default", "default_factory", "repr", "hash", "init", "compare",
                 "metadata", "kw_only", "_field_type")

    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only):
        self.name = None
        self.type = None
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.hash = hash
        self.compare = compare
        self.metadata = _EMPTY_METADATA if metadata is None else types.MappingProxyType(metadata)
        self.kw_only = kw_only
        self._field_type = None

    def __repr__(self):
        parts = ",".join(f"{name}={getattr(self, name)!r}" for name in (
            "name", "type", "default", "default_factory", "init", "repr", "hash", "compare",
            "metadata", "kw_only", "_field_type"))
        return f"Field({parts})"

    def __set_name__(self, owner, name):
        func = getattr(type(self.default), "__set_name__", None)
        if func:
            func(self.default, owner, name)

    __class_getitem__ = classmethod(types.GenericAlias)


class _DataclassParams:
    __slots__ = ("init", "repr", "eq", "order", "unsafe_hash", "frozen", "match_args", "kw_only",
                 "slots", "weakref_slot")

    def __init__(self, *values):
        for name, value in zip(self.__slots__, values):
            setattr(self, name, value)

    def __repr__(self):
        parts = ",".join(f"{name}={getattr(self, name)!r}" for name in self.__slots__)
        return f"_DataclassParams({parts})"


def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None,
          compare=True, metadata=None, kw_only=MISSING):
    """Says of a field what its annotation doesn't."""
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError("cannot specify both default and default_factory")
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only)


def _kind_of(annotation, cls):
    """Whether an annotation means a class variable, an argument of __init__ alone, or a field."""
    if isinstance(annotation, str):
        # Without running it: what its first word stands for in the module.
        head = annotation.split("[")[0].strip()
        if head in ("ClassVar", "typing.ClassVar"):
            return _FIELD_CLASSVAR
        if head in ("InitVar", "dataclasses.InitVar"):
            return _FIELD_INITVAR
        if head in ("KW_ONLY", "dataclasses.KW_ONLY"):
            return KW_ONLY
        return _FIELD
    if annotation is KW_ONLY:
        return KW_ONLY
    if annotation is InitVar or type(annotation) is InitVar:
        return _FIELD_INITVAR
    if getattr(annotation, "_name", None) == "ClassVar" or (
            getattr(getattr(annotation, "__origin__", None), "_name", None) == "ClassVar"):
        return _FIELD_CLASSVAR
    return _FIELD


def _get_field(cls, name, annotation, default_kw_only):
    default = getattr(cls, name, MISSING)
    if isinstance(default, Field):
        f = default
    else:
        if isinstance(default, types.MemberDescriptorType):
            # A slot of the class is no default.
            default = MISSING
        f = field(default=default)
    f.name = name
    f.type = annotation
    f._field_type = _kind_of(annotation, cls)
    if f._field_type in (_FIELD_CLASSVAR, _FIELD_INITVAR) and f.default_factory is not MISSING:
        raise TypeError(f"field {f.name} cannot have a default factory")
    if f._field_type in (_FIELD, _FIELD_INITVAR):
        if f.kw_only is MISSING:
            f.kw_only = default_kw_only
    elif f.kw_only is not MISSING:
        raise TypeError(f"field {f.name} is a ClassVar but specifies kw_only")
    if f._field_type is _FIELD and f.default.__class__.__hash__ is None:
        raise ValueError(f"mutable default {type(f.default)} for field {f.name} is not allowed: "
                         "use default_factory")
    return f


def _make(cls, name, params, body, scope):
    """Compiles a method; scope holds what its text refers to."""
    text = f"def {name}({', '.join(params)}):\n" + "\n".join("    " + line for line in body)
    outer = f"def _outer({', '.join(scope)}):\n" + "\n".join(
        "    " + line for line in text.split("\n")) + f"\n    return {name}"
    namespace = {"__name__": cls.__module__}
    exec(outer, namespace)
    func = namespace["_outer"](**scope)
    func.__qualname__ = f"{cls.__qualname__}.{name}"
    return func


def _make_init(cls, all_fields, frozen, has_post_init, slots):
    std = [f for f in all_fields if f.init and not f.kw_only]
    kw = [f for f in all_fields if f.init and f.kw_only]
    seen_default = None
    for f in std:
        if f.default is not MISSING or f.default_factory is not MISSING:
            seen_default = f
        elif seen_default:
            raise TypeError(f"non-default argument {f.name!r} follows default argument "
                            f"{seen_default.name!r}")
    # The first parameter must not be hidden by a field called self.
    this = "__dataclass_self__" if any(f.name == "self" for f in all_fields) else "self"
    scope = {"_HAS_FACTORY": _HAS_DEFAULT_FACTORY, "_set": object.__setattr__}

    def param(f):
        if f.default is not MISSING:
            scope[f"_d_{f.name}"] = f.default
            return f"{f.name}=_d_{f.name}"
        if f.default_factory is not MISSING:
            return f"{f.name}=_HAS_FACTORY"
        return f.name

    params = [this, *map(param, std)]
    if kw:
        params += ["*", *map(param, kw)]
    body = []
    for f in all_fields:
        if f._field_type is _FIELD_INITVAR:
            continue
        value = None
        if f.default_factory is not MISSING:
            scope[f"_f_{f.name}"] = f.default_factory
            if f.init:
                value = f"_f_{f.name}() if {f.name} is _HAS_FACTORY else {f.name}"
            else:
                value = f"_f_{f.name}()"
        elif f.init:
            value = f.name
        elif slots and f.default is not MISSING:
            scope[f"_d_{f.name}"] = f.default
            value = f"_d_{f.name}"
        if value is not None:
            if frozen:
                body.append(f"_set({this}, {f.name!r}, {value})")
            else:
                body.append(f"{this}.{f.name} = {value}")
    if has_post_init:
        names = ", ".join(f.name for f in all_fields if f._field_type is _FIELD_INITVAR)
        body.append(f"{this}.{_POST_INIT_NAME}({names})")
    init = _make(cls, "__init__", params, body or ["pass"], scope)
    annotations = {f.name: f.type for f in std + kw}
    annotations["return"] = None
    init.__annotations__ = annotations
    return init


def _make_repr(cls, fs):
    from reprlib import recursive_repr
    shown = ", ".join(f"{f.name}={{self.{f.name}!r}}" for f in fs)
    func = _make(cls, "__repr__", ["self"],
                 [f'return f"{{self.__class__.__qualname__}}({shown})"'], {})
    wrapper = recursive_repr()(func)
    wrapper.__qualname__ = func.__qualname__
    return wrapper


def _make_eq(cls, fs):
    terms = " and ".join(f"self.{f.name}==other.{f.name}" for f in fs) or "True"
    return _make(cls, "__eq__", ["self", "other"],
                 ["if self is other:", "    return True", "if other.__class__ is self.__class__:",
                  f"    return {terms}", "return NotImplemented"], {})


def _tuple_text(this, fs):
    return "(" + "".join(f"{this}.{f.name}," for f in fs) + ")"


def _frozen_setattr(cls, fs):
    names = frozenset(f.name for f in fs)

    def __setattr__(self, name, value):
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f"cannot assign to field {name!r}")
        super(cls, self).__setattr__(name, value)

    def __delattr__(self, name):
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f"cannot delete field {name!r}")
        super(cls, self).__delattr__(name)

    for func in (__setattr__, __delattr__):
        func.__qualname__ = f"{cls.__qualname__}.{func.__name__}"
    return __setattr__, __delattr__


def _set_new(cls, name, value):
    if name in cls.__dict__:
        return True
    setattr(cls, name, value)
    return False


def _process_class(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots,
                   weakref_slot):
    cls.__module__  # What isn't a class has none, and is refused here.
    fields = {}
    any_frozen_base = False
    has_dataclass_bases = False
    all_frozen_bases = None
    for b in cls.__mro__[-1:0:-1]:
        base_fields = getattr(b, _FIELDS, None)
        if base_fields is not None:
            has_dataclass_bases = True
            if all_frozen_bases is None:
                all_frozen_bases = True
            for f in base_fields.values():
                fields[f.name] = f
            current = getattr(b, _PARAMS).frozen
            all_frozen_bases = all_frozen_bases and current
            any_frozen_base = any_frozen_base or current
    own = []
    kw_seen = False
    default_kw_only = kw_only
    for name, annotation in cls.__dict__.get("__annotations__", {}).items():
        if _kind_of(annotation, cls) is KW_ONLY:
            if kw_seen:
                raise TypeError(f"{name!r} is KW_ONLY, but KW_ONLY has already been specified")
            kw_seen = True
            default_kw_only = True
        else:
            own.append(_get_field(cls, name, annotation, default_kw_only))
    for f in own:
        fields[f.name] = f
        if isinstance(getattr(cls, f.name, None), Field):
            if f.default is MISSING:
                delattr(cls, f.name)
            else:
                setattr(cls, f.name, f.default)
    for name, value in cls.__dict__.items():
        if isinstance(value, Field) and name not in cls.__dict__.get("__annotations__", {}):
            raise TypeError(f"{name!r} is a field but has no type annotation")
    if has_dataclass_bases:
        if any_frozen_base and not frozen:
            raise TypeError("cannot inherit non-frozen dataclass from a frozen one")
        if all_frozen_bases is False and frozen:
            raise TypeError("cannot inherit frozen dataclass from a non-frozen one")
    setattr(cls, _FIELDS, fields)
    setattr(cls, _PARAMS, _DataclassParams(init, repr, eq, order, unsafe_hash, frozen, match_args,
                                           kw_only, slots, weakref_slot))
    class_hash = cls.__dict__.get("__hash__", MISSING)
    has_explicit_hash = not (class_hash is MISSING
                             or (class_hash is None and "__eq__" in cls.__dict__))
    if order and not eq:
        raise ValueError("eq must be true if order is true")
    real = [f for f in fields.values() if f._field_type in (_FIELD, _FIELD_INITVAR)]
    stored = [f for f in fields.values() if f._field_type is _FIELD]
    if init:
        _set_new(cls, "__init__", _make_init(cls, real, frozen, hasattr(cls, _POST_INIT_NAME), slots))
    _set_new(cls, "__replace__", _replace)
    if repr:
        _set_new(cls, "__repr__", _make_repr(cls, [f for f in stored if f.repr]))
    compared = [f for f in stored if f.compare]
    if eq:
        _set_new(cls, "__eq__", _make_eq(cls, compared))
    if order:
        for name, op in (("__lt__", "<"), ("__le__", "<="), ("__gt__", ">"), ("__ge__", ">=")):
            func = _make(cls, name, ["self", "other"],
                         ["if other.__class__ is self.__class__:",
                          f"    return {_tuple_text('self', compared)} {op} "
                          f"{_tuple_text('other', compared)}",
                          "return NotImplemented"], {})
            if _set_new(cls, name, func):
                raise TypeError(f"Cannot overwrite attribute {name} in class {cls.__name__}. "
                                "Consider using functools.total_ordering")
    if frozen:
        for func in _frozen_setattr(cls, stored):
            if _set_new(cls, func.__name__, func):
                raise TypeError(f"Cannot overwrite attribute {func.__name__} "
                                f"in class {cls.__name__}")
    hashed = [f for f in stored if (f.compare if f.hash is None else f.hash)]
    if unsafe_hash:
        if has_explicit_hash:
            raise TypeError(f"Cannot overwrite attribute __hash__ in class {cls.__name__}")
        add_hash = True
    elif eq and frozen:
        add_hash = not has_explicit_hash
    else:
        add_hash = False
        if eq and not has_explicit_hash:
            cls.__hash__ = None
    if add_hash:
        cls.__hash__ = _make(cls, "__hash__", ["self"],
                             [f"return hash({_tuple_text('self', hashed)})"], {})
    if not getattr(cls, "__doc__"):
        params = ", ".join(_param_text(f) for f in real if f.init)
        cls.__doc__ = f"{cls.__name__}({params})"
    if match_args:
        _set_new(cls, "__match_args__", tuple(f.name for f in real if f.init and not f.kw_only))
    if weakref_slot and not slots:
        raise TypeError("weakref_slot is True but slots is False")
    if slots:
        cls = _add_slots(cls, frozen, weakref_slot, stored)
    import abc
    abc.update_abstractmethods(cls)
    return cls


def _param_text(f):
    kind = f.type
    text = f.name
    if kind is not MISSING:
        shown = kind if isinstance(kind, str) else (
            kind.__name__ if isinstance(kind, type) and type(kind) is type else repr(kind))
        text += f": {shown}"
    if f.default is not MISSING:
        text += f" = {f.default!r}"
    elif f.default_factory is not MISSING:
        text += " = <factory>"
    return text


def _dataclass_getstate(self):
    return [getattr(self, f.name) for f in fields(self)]


def _dataclass_setstate(self, state):
    for f, value in zip(fields(self), state):
        object.__setattr__(self, f.name, value)


def _add_slots(cls, is_frozen, weakref_slot, stored):
    """A copy of the class with __slots__."""
    if "__slots__" in cls.__dict__:
        raise TypeError(f"{cls.__name__} already specifies __slots__")
    namespace = dict(cls.__dict__)
    names = tuple(f.name for f in stored)
    inherited = set()
    for base in cls.__mro__[1:-1]:
        slots = base.__dict__.get("__slots__", ())
        inherited.update((slots,) if isinstance(slots, str) else slots)
    wanted = [name for name in names if name not in inherited]
    if weakref_slot and "__weakref__" not in inherited:
        wanted.append("__weakref__")
    namespace["__slots__"] = tuple(wanted)
    for name in names:
        namespace.pop(name, None)
    namespace.pop("__dict__", None)
    namespace.pop("__weakref__", None)
    qualname = getattr(cls, "__qualname__", None)
    new = type(cls)(cls.__name__, cls.__bases__, namespace)
    if qualname is not None:
        new.__qualname__ = qualname
    if is_frozen:
        if "__getstate__" not in namespace:
            new.__getstate__ = _dataclass_getstate
        if "__setstate__" not in namespace:
            new.__setstate__ = _dataclass_setstate
    # Methods that use super() or __class__ mean the new class.
    for value in namespace.values():
        value = getattr(value, "__func__", value)
        closure = getattr(value, "__closure__", None)
        for cell in closure or ():
            try:
                if cell.cell_contents is cls:
                    cell.cell_contents = new
            except ValueError:
                pass
    return new


def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False,
              frozen=False, match_args=True, kw_only=False, slots=False, weakref_slot=False):
    """Class decorator: adds methods made from the annotated fields."""
    def wrap(cls):
        return _process_class(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only,
                              slots, weakref_slot)
    if cls is None:
        return wrap
    return wrap(cls)


def fields(class_or_instance):
    """A tuple with the fields of a dataclass."""
    try:
        found = getattr(class_or_instance, _FIELDS)
    except AttributeError:
        raise TypeError("must be called with a dataclass type or instance") from None
    return tuple(f for f in found.values() if f._field_type is _FIELD)


def _is_dataclass_instance(obj):
    return hasattr(type(obj), _FIELDS)


def is_dataclass(obj):
    """Whether obj is a dataclass or an instance of one."""
    cls = obj if isinstance(obj, type) else type(obj)
    return hasattr(cls, _FIELDS)


def asdict(obj, *, dict_factory=dict):
    """A dict of the fields; dataclasses, lists, tuples and dicts inside are converted too."""
    if not _is_dataclass_instance(obj):
        raise TypeError("asdict() should be called on dataclass instances")
    return _asdict(obj, dict_factory)


def _asdict(obj, dict_factory):
    if _is_dataclass_instance(obj):
        return dict_factory([(f.name, _asdict(getattr(obj, f.name), dict_factory))
                             for f in fields(obj)])
    return _inside(obj, lambda v: _asdict(v, dict_factory))


def astuple(obj, *, tuple_factory=tuple):
    """A tuple of the fields; dataclasses, lists, tuples and dicts inside are converted too."""
    if not _is_dataclass_instance(obj):
        raise TypeError("astuple() should be called on dataclass instances")
    return _astuple(obj, tuple_factory)


def _astuple(obj, tuple_factory):
    if _is_dataclass_instance(obj):
        return tuple_factory([_astuple(getattr(obj, f.name), tuple_factory) for f in fields(obj)])
    return _inside(obj, lambda v: _astuple(v, tuple_factory))


def _inside(obj, convert):
    """A copy of an object with what is inside containers converted."""
    cls = type(obj)
    if isinstance(obj, tuple) and hasattr(obj, "_fields"):
        return cls(*[convert(v) for v in obj])
    if isinstance(obj, (list, tuple)):
        return cls(convert(v) for v in obj)
    if isinstance(obj, dict):
        if hasattr(cls, "default_factory"):
            result = cls(getattr(obj, "default_factory"))
            for k, v in obj.items():
                result[convert(k)] = convert(v)
            return result
        return cls((convert(k), convert(v)) for k, v in obj.items())
    import copy
    return copy.deepcopy(obj)


def make_dataclass(cls_name, fields, *, bases=(), namespace=None, init=True, repr=True, eq=True,
                   order=False, unsafe_hash=False, frozen=False, match_args=True, kw_only=False,
                   slots=False, weakref_slot=False, module=None):
    """A dataclass made of names, (name, type) and (name, type, default)."""
    from keyword import iskeyword
    if namespace is None:
        namespace = {}
    seen = set()
    annotations = {}
    defaults = {}
    for item in fields:
        if isinstance(item, str):
            name, tp = item, "typing.Any"
        elif len(item) == 2:
            name, tp = item
        elif len(item) == 3:
            name, tp, defaults[item[0]] = item
        else:
            raise TypeError(f"Invalid field: {item!r}")
        if not isinstance(name, str) or not name.isidentifier():
            raise TypeError(f"Field names must be valid identifiers: {name!r}")
        if iskeyword(name):
            raise TypeError(f"Field names must not be keywords: {name!r}")
        if name in seen:
            raise TypeError(f"Field name duplicated: {name!r}")
        seen.add(name)
        annotations[name] = tp

    def exec_body(ns):
        ns.update(namespace)
        ns.update(defaults)
        ns["__annotations__"] = annotations

    cls = types.new_class(cls_name, bases, {}, exec_body)
    if module is None:
        from _collections import _caller_name
        module = _caller_name()
    cls.__module__ = module
    return dataclass(cls, init=init, repr=repr, eq=eq, order=order, unsafe_hash=unsafe_hash,
                     frozen=frozen, match_args=match_args, kw_only=kw_only, slots=slots,
                     weakref_slot=weakref_slot)


def replace(obj, /, **changes):
    """A new object with some fields replaced."""
    if not _is_dataclass_instance(obj):
        raise TypeError("replace() should be called on dataclass instances")
    return _replace(obj, **changes)


def _replace(self, /, **changes):
    for f in getattr(self, _FIELDS).values():
        if f._field_type is _FIELD_CLASSVAR:
            continue
        if not f.init:
            if f.name in changes:
                raise TypeError(f"field {f.name} is declared with init=False, "
                                "it cannot be specified with replace()")
            continue
        if f.name not in changes:
            if f._field_type is _FIELD_INITVAR and f.default is MISSING:
                raise TypeError(f"InitVar {f.name!r} must be specified with replace()")
            changes[f.name] = getattr(self, f.name)
    return self.__class__(**changes)
