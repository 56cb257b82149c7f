"""What annotations are written with: generic classes, unions, protocols and other forms.

Nothing is checked: subscripting gives objects that remember what was in the brackets.
"""

import collections
import collections.abc
import sys
import types
from types import GenericAlias
from _typing import (
    NoDefault, ParamSpec, ParamSpecArgs, ParamSpecKwargs, TypeAliasType, TypeVar, TypeVarTuple)

__all__ = [
    "Annotated", "Any", "Callable", "ClassVar", "Concatenate", "Final", "ForwardRef", "Generic",
    "Literal", "Optional", "ParamSpec", "Protocol", "Tuple", "Type", "TypeVar", "TypeVarTuple",
    "Union", "AbstractSet", "Container", "ContextManager", "Hashable", "ItemsView", "Iterable",
    "Iterator", "KeysView", "Mapping", "MappingView", "MutableMapping", "MutableSequence",
    "MutableSet", "Sequence", "Sized", "ValuesView", "Awaitable", "AsyncIterator", "AsyncIterable",
    "Coroutine", "Collection", "AsyncGenerator", "AsyncContextManager", "Reversible", "SupportsAbs", "SupportsBytes",
    "SupportsComplex", "SupportsFloat", "SupportsIndex", "SupportsInt", "SupportsRound", "ChainMap",
    "Counter", "Deque", "Dict", "DefaultDict", "List", "OrderedDict", "Set", "FrozenSet",
    "NamedTuple", "TypedDict", "Generator", "AnyStr", "assert_type", "assert_never", "cast",
    "clear_overloads", "dataclass_transform", "final", "get_args", "get_origin", "get_overloads",
    "get_type_hints", "is_typeddict", "LiteralString", "Never", "NewType", "no_type_check",
    "NoDefault", "NoReturn", "NotRequired", "overload", "override", "ParamSpecArgs", "ParamSpecKwargs",
    "ReadOnly", "Required", "reveal_type", "runtime_checkable", "Self", "Text", "TYPE_CHECKING",
    "TypeAlias", "TypeGuard", "TypeIs", "TypeAliasType", "Unpack",
]

TYPE_CHECKING = False
Text = str


def _caller(depth=2):
    """The name of the module that called the function that calls this."""
    try:
        return sys._getframe(depth).f_globals.get("__name__", "__main__")
    except (AttributeError, ValueError):
        return "__main__"


def _type_repr(obj):
    if isinstance(obj, tuple):
        return "[" + ", ".join(map(_type_repr, obj)) + "]"
    if isinstance(obj, GenericAlias):
        return repr(obj)
    if isinstance(obj, type):
        if obj.__module__ == "builtins":
            return obj.__qualname__
        return f"{obj.__module__}.{obj.__qualname__}"
    if obj is ...:
        return "..."
    if isinstance(obj, types.FunctionType):
        return obj.__name__
    return repr(obj)


def _convert(arg):
    """None means its type, a string what it will name."""
    if arg is None:
        return type(None)
    if isinstance(arg, str):
        return ForwardRef(arg)
    return arg


def _is_root(cls):
    """Whether it is Generic or Protocol (which may not be made yet)."""
    return cls is Generic or cls is globals().get("Protocol")


def _check(arg, message):
    arg = _convert(arg)
    if type(arg) is tuple:
        raise TypeError(f"{message} Got {arg!r:.100}.")
    if isinstance(arg, _SpecialForm) and arg in (ClassVar, Final):
        raise TypeError(f"Plain {arg} is not valid as type argument")
    if _is_root(arg):
        raise TypeError(f"Plain {arg} is not valid as type argument")
    return arg


def _parameters(args):
    """The type variables in a tuple of arguments, each once."""
    found = []
    for arg in args:
        if isinstance(arg, (TypeVar, ParamSpec, TypeVarTuple)):
            inner = (arg,)
        elif isinstance(arg, (tuple, list)):
            inner = _parameters(arg)
        elif isinstance(arg, type):
            inner = ()
        else:
            inner = getattr(arg, "__parameters__", ())
        for p in inner:
            if p not in found:
                found.append(p)
    return tuple(found)


def _substitute(arg, mapping):
    """An argument with its type variables replaced."""
    if isinstance(arg, (TypeVar, ParamSpec, TypeVarTuple)):
        return mapping.get(arg, arg)
    if isinstance(arg, tuple):
        return tuple(_substitute(a, mapping) for a in arg)
    if isinstance(arg, type):
        return arg
    params = getattr(arg, "__parameters__", ())
    if params:
        given = []
        for p in params:
            new = mapping.get(p, p)
            if isinstance(p, TypeVarTuple) and isinstance(new, tuple):
                given.extend(new)
            else:
                given.append(new)
        return arg[tuple(given)]
    return arg


class _SpecialForm:
    """A form that is written with brackets, such as Optional; getitem makes its alias."""

    def __init__(self, name, doc="", getitem=None):
        self._name = name
        self.__doc__ = doc
        self._getitem = getitem

    def __repr__(self):
        return f"typing.{self._name}"

    def __reduce__(self):
        return self._name

    def __mro_entries__(self, bases):
        raise TypeError(f"Cannot subclass {self!r}")

    def __call__(self, *args, **kwds):
        raise TypeError(f"Cannot instantiate {self!r}")

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __instancecheck__(self, obj):
        raise TypeError(f"{self} cannot be used with isinstance()")

    def __subclasscheck__(self, cls):
        raise TypeError(f"{self} cannot be used with issubclass()")

    def __getitem__(self, parameters):
        if self._getitem is None:
            raise TypeError(f"{self} is not subscriptable")
        return self._getitem(self, parameters)

    def __getattr__(self, item):
        if item in ("__name__", "__qualname__"):
            return self._name
        if item == "__module__":
            return "typing"
        raise AttributeError(item)


class _Alias:
    """What subscripting gives: an origin and its arguments."""

    def __init__(self, origin, args, *, name=None, inst=True):
        self.__origin__ = origin
        self.__args__ = args if isinstance(args, tuple) else (args,)
        self.__parameters__ = _parameters(self.__args__)
        self._name = name
        self._inst = inst

    def __call__(self, *args, **kwargs):
        if not self._inst:
            raise TypeError(f"Type {self._name} cannot be instantiated; "
                            f"use {self.__origin__.__name__}() instead")
        result = self.__origin__(*args, **kwargs)
        try:
            result.__orig_class__ = self
        except Exception:
            # What has no place for it does without.
            pass
        return result

    def __mro_entries__(self, bases):
        if isinstance(self.__origin__, _SpecialForm):
            raise TypeError(f"Cannot subclass {self!r}")
        if self._name:
            # A typing name of a class elsewhere: it stands for that class, and Generic once.
            result = []
            if self.__origin__ not in bases:
                result.append(self.__origin__)
            i = bases.index(self)
            if not any(isinstance(b, _Alias) or (isinstance(b, type) and issubclass(b, Generic))
                       for b in bases[i + 1:]):
                result.append(Generic)
            return tuple(result)
        if self.__origin__ is Generic:
            if any(b is not Generic and _is_root(b) for b in bases):
                return ()
            i = bases.index(self)
            for b in bases[i + 1:]:
                if isinstance(b, _Alias) and b is not self:
                    return ()
        return (self.__origin__,)

    def __getitem__(self, args):
        if _is_root(self.__origin__):
            raise TypeError(f"Cannot subscript already-subscripted {self}")
        if not self.__parameters__:
            raise TypeError(f"{self} is not a generic class")
        if not isinstance(args, tuple):
            args = (args,)
        args = tuple(_check(a, "Parameters to generic types must be types.")
                     if not isinstance(a, (list, tuple)) else tuple(a) for a in args)
        args = _fit(self, args)
        mapping = dict(zip(self.__parameters__, args))
        new = []
        for a in self.__args__:
            sub = _substitute(a, mapping)
            spread = isinstance(a, _UnpackedAlias) or (
                isinstance(a, ParamSpec) and self.__origin__ is collections.abc.Callable)
            if spread and isinstance(sub, tuple):
                new.extend(sub)
            else:
                new.append(sub)
        return self.copy_with(tuple(new))

    def copy_with(self, args):
        return self.__class__(self.__origin__, args, name=self._name, inst=self._inst)

    def __repr__(self):
        name = f"typing.{self._name}" if self._name else _type_repr(self.__origin__)
        args = ", ".join(map(_type_repr, self.__args__)) if self.__args__ else "()"
        return f"{name}[{args}]"

    def __eq__(self, other):
        if not isinstance(other, _Alias):
            return NotImplemented
        return self.__origin__ == other.__origin__ and self.__args__ == other.__args__

    def __hash__(self):
        return hash((self.__origin__, self.__args__))

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __instancecheck__(self, obj):
        raise TypeError("Subscripted generics cannot be used with class and instance checks")

    def __subclasscheck__(self, cls):
        raise TypeError("Subscripted generics cannot be used with class and instance checks")

    def __getattr__(self, attr):
        if attr in ("__name__", "__qualname__"):
            return self._name or self.__origin__.__name__
        if "__origin__" in self.__dict__ and not (attr[:2] == "__" == attr[-2:]):
            return getattr(self.__origin__, attr)
        raise AttributeError(attr)

    def __reduce__(self):
        origin = globals()[self._name] if self._name else self.__origin__
        args = self.__args__
        return _subscript, (origin, args[0] if len(args) == 1 else args)

    def __iter__(self):
        yield Unpack[self]


def _subscript(origin, args):
    return origin[args]


def _fit(cls, args):
    """One argument for each parameter, defaults filled in; TypeError when their number is wrong."""
    params = cls.__parameters__
    for param in params:
        args = param.__typing_prepare_subst__(cls, args)
    if len(args) == len(params):
        return args
    if len(args) > len(params):
        few, expected = "many", len(params)
    else:
        few, expected = "few", len(params)
        with_default = sum(p.has_default() for p in params)
        if with_default and len(args) < len(params) - with_default:
            expected = f"at least {len(params) - with_default}"
    raise TypeError(f"Too {few} arguments for {cls}; actual {len(args)}, expected {expected}")


class _Name(_Alias):
    """An unsubscripted typing name of a class elsewhere: List for list."""

    def __init__(self, origin, count, name, *, inst=True):
        super().__init__(origin, (), name=name, inst=inst)
        self._count = count
        self.__doc__ = f"A generic version of {origin.__module__}.{origin.__qualname__}."

    def __getitem__(self, params):
        if not isinstance(params, tuple):
            params = (params,)
        params = tuple(_check(p, "Parameters to generic types must be types.") for p in params)
        if self._count >= 0 and len(params) != self._count:
            few = "many" if len(params) > self._count else "few"
            raise TypeError(f"Too {few} arguments for {self}; actual {len(params)}, "
                            f"expected {self._count}")
        return _Alias(self.__origin__, params, name=self._name, inst=self._inst)

    def __repr__(self):
        return f"typing.{self._name}"

    def __eq__(self, other):
        return self is other

    def __hash__(self):
        return id(self)

    def __reduce__(self):
        return self._name

    def __subclasscheck__(self, cls):
        if isinstance(cls, _Name):
            return issubclass(cls.__origin__, self.__origin__)
        if not isinstance(cls, type):
            return issubclass(cls, self.__origin__)
        return issubclass(cls, self.__origin__)

    def __instancecheck__(self, obj):
        return self.__subclasscheck__(type(obj))


class _TupleName(_Name):
    def __getitem__(self, params):
        if not isinstance(params, tuple):
            params = (params,)
        params = tuple(p if p is ... else _check(p, "Tuple[t0, t1, ...]: each t must be a type.")
                       for p in params)
        return _Alias(tuple, params, name=self._name)


class _CallableAlias(_Alias):
    def __repr__(self):
        args = self.__args__
        if len(args) == 2 and (args[0] is ... or isinstance(args[0], (ParamSpec, _Alias))
                               and getattr(args[0], "_name", "") == "Concatenate"):
            return super().__repr__()
        shown = ", ".join(map(_type_repr, args[:-1]))
        return f"typing.Callable[[{shown}], {_type_repr(args[-1])}]"


class _CallableName(_Name):
    def __getitem__(self, params):
        if not isinstance(params, tuple) or len(params) != 2:
            raise TypeError("Callable must be used as Callable[[arg, ...], result].")
        args, result = params
        result = _check(result, "Callable[args, result]: result must be a type.")
        if isinstance(args, (list, tuple)):
            args = tuple(_check(a, "Callable[[arg, ...], result]: each arg must be a type.")
                         for a in args)
        else:
            args = (args,)
        return _CallableAlias(self.__origin__, (*args, result), name="Callable")


# ---- type variables: what their native types ask for ----


def _make_union(left, right):
    return Union[left, right]


def _type_check(arg, message):
    return _check(arg, message)


def _unpacked(variable):
    return Unpack[variable]


def _generic_base(params):
    return _generic_class_getitem(Generic, params)


def _unpacked_args(args):
    """Arguments with `*tuple[...]` spread out."""
    new = []
    for arg in args:
        inner = getattr(arg, "__typing_unpacked_tuple_args__", None)
        if inner is not None and not (inner and inner[-1] is ...):
            new.extend(inner)
        else:
            new.append(arg)
    return new


def _typevar_subst(variable, arg):
    arg = _check(arg, "Parameters to generic types must be types.")
    if (isinstance(arg, _Alias) and arg.__origin__ is Unpack) or (
            isinstance(arg, GenericAlias) and getattr(arg, "__unpacked__", False)):
        raise TypeError(f"{arg} is not valid as type argument")
    return arg


def _typevar_prepare(variable, alias, args):
    params = alias.__parameters__
    i = params.index(variable)
    if i < len(args):
        return args
    if i == len(args) and variable.has_default():
        return (*args, variable.__default__)
    return args


def _typevartuple_prepare(variable, alias, args):
    params = alias.__parameters__
    i = params.index(variable)
    for other in params[i + 1:]:
        if isinstance(other, TypeVarTuple):
            raise TypeError(f"More than one TypeVarTuple parameter in {alias}")
    after = len(params) - i - 1
    before = min(i, len(args))
    end = max(len(args) - after, before)
    if len(args) < len(params) - 1:
        if variable.has_default() and before == len(args):
            default = variable.__default__
            return (*args, tuple(default) if isinstance(default, (list, tuple)) else (default,))
        raise TypeError(f"Too few arguments for {alias}; actual {len(args)}, "
                        f"expected at least {len(params) - 1}")
    if before == end and variable.has_default():
        return (*args[:before], (variable.__default__,), *args[end:])
    return (*args[:before], tuple(args[before:end]), *args[end:])


def _is_parameter_list(arg):
    return arg is ... or isinstance(arg, (tuple, list, ParamSpec)) or (
        isinstance(arg, _Alias) and arg.__origin__ is Concatenate)


def _paramspec_subst(variable, arg):
    if isinstance(arg, (list, tuple)):
        return tuple(_check(a, "Expected a type.") for a in arg)
    if not _is_parameter_list(arg):
        raise TypeError("Expected a list of types, an ellipsis, ParamSpec, or Concatenate. "
                        f"Got {arg}")
    return arg


def _paramspec_prepare(variable, alias, args):
    params = alias.__parameters__
    i = params.index(variable)
    if i == len(args) and variable.has_default():
        args = (*args, variable.__default__)
    if i >= len(args):
        raise TypeError(f"Too few arguments for {alias}")
    # Z[int, str] stands for Z[[int, str]] where there is nothing but parameters.
    if len(params) == 1 and not _is_parameter_list(args[0]):
        return (args,)
    if isinstance(args[i], list):
        return (*args[:i], tuple(args[i]), *args[i + 1:])
    return args


class ForwardRef:
    """A type that is named by a string."""

    def __init__(self, arg, is_argument=True, module=None, *, is_class=False):
        if not isinstance(arg, str):
            raise TypeError(f"Forward reference must be a string -- got {arg!r}")
        try:
            self.__forward_code__ = compile(arg, "<string>", "eval")
        except SyntaxError:
            raise SyntaxError(f"Forward reference must be an expression -- got {arg!r}") from None
        self.__forward_arg__ = arg
        self.__forward_module__ = module
        self.__forward_is_class__ = is_class

    def __eq__(self, other):
        if not isinstance(other, ForwardRef):
            return NotImplemented
        return (self.__forward_arg__ == other.__forward_arg__
                and self.__forward_module__ == other.__forward_module__)

    def __hash__(self):
        return hash((self.__forward_arg__, self.__forward_module__))

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __repr__(self):
        module = f", module={self.__forward_module__!r}" if self.__forward_module__ else ""
        return f"ForwardRef({self.__forward_arg__!r}{module})"

    def _evaluate(self, globalns, localns):
        return eval(self.__forward_code__, globalns, localns)


# ---- forms ----


class _AnyMeta(type):
    def __instancecheck__(self, obj):
        if self is Any:
            raise TypeError("typing.Any cannot be used with isinstance()")
        return super().__instancecheck__(obj)

    def __repr__(self):
        return "typing.Any" if self is Any else super().__repr__()


class Any(metaclass=_AnyMeta):
    """Any type."""

    def __new__(cls, *args, **kwargs):
        if cls is Any:
            raise TypeError("Any cannot be instantiated")
        return super().__new__(cls)


class _UnionAlias(_Alias):
    def copy_with(self, args):
        return Union[args]

    def __eq__(self, other):
        if not isinstance(other, (_UnionAlias, types.UnionType)):
            return NotImplemented
        return set(self.__args__) == set(other.__args__)

    def __hash__(self):
        return hash(frozenset(self.__args__))

    def __repr__(self):
        args = self.__args__
        if len(args) == 2:
            if args[0] is type(None):
                return f"typing.Optional[{_type_repr(args[1])}]"
            if args[1] is type(None):
                return f"typing.Optional[{_type_repr(args[0])}]"
        return super().__repr__()

    def __instancecheck__(self, obj):
        return self.__subclasscheck__(type(obj))

    def __subclasscheck__(self, cls):
        return any(issubclass(cls, arg) for arg in self.__args__)


def _union(self, parameters):
    if parameters == ():
        raise TypeError("Cannot take a Union of no types.")
    if not isinstance(parameters, tuple):
        parameters = (parameters,)
    flat = []
    for p in parameters:
        p = _check(p, "Union[arg, ...]: each arg must be a type.")
        for part in p.__args__ if isinstance(p, (_UnionAlias, types.UnionType)) else (p,):
            if part not in flat:
                flat.append(part)
    if len(flat) == 1:
        return flat[0]
    return _UnionAlias(self, tuple(flat), name="Union")


def _optional(self, parameters):
    return Union[_check(parameters, f"{self} requires a single type."), type(None)]


def _one(self, parameters):
    return _Alias(self, (_check(parameters, f"{self} accepts only single type."),), name=self._name)


def _literal(self, parameters):
    if not isinstance(parameters, tuple):
        parameters = (parameters,)
    flat = []
    for p in parameters:
        for part in p.__args__ if isinstance(p, _LiteralAlias) else (p,):
            if not any(part == f and type(part) is type(f) for f in flat):
                flat.append(part)
    return _LiteralAlias(self, tuple(flat), name="Literal")


class _LiteralAlias(_Alias):
    def __repr__(self):
        return f"typing.Literal[{', '.join(map(repr, self.__args__))}]"

    def __eq__(self, other):
        if not isinstance(other, _LiteralAlias):
            return NotImplemented
        return ({(a, type(a)) for a in self.__args__} == {(a, type(a)) for a in other.__args__})

    def __hash__(self):
        return hash(frozenset((a, type(a)) for a in self.__args__))


def _concatenate(self, parameters):
    if not isinstance(parameters, tuple):
        parameters = (parameters,)
    if not (parameters[-1] is ... or isinstance(parameters[-1], ParamSpec)):
        raise TypeError("The last parameter to Concatenate should be a ParamSpec variable or "
                        "ellipsis.")
    return _Alias(self, parameters, name="Concatenate")


class _UnpackedAlias(_Alias):
    def __getitem__(self, args):
        if self.__typing_is_unpacked_typevartuple__:
            return args
        return super().__getitem__(args)

    @property
    def __typing_unpacked_tuple_args__(self):
        inner = self.__args__[0]
        return inner.__args__ if getattr(inner, "__origin__", None) is tuple else None

    @property
    def __typing_is_unpacked_typevartuple__(self):
        return isinstance(self.__args__[0], TypeVarTuple)


def _unpack(self, parameters):
    return _UnpackedAlias(self, (_check(parameters, f"{self} accepts only single type."),),
                          name="Unpack")


class _AnnotatedAlias(_Alias):
    def __init__(self, origin, metadata):
        if isinstance(origin, _AnnotatedAlias):
            metadata = origin.__metadata__ + metadata
            origin = origin.__origin__
        super().__init__(origin, (origin,), name="Annotated")
        self.__metadata__ = metadata

    def copy_with(self, args):
        return _AnnotatedAlias(args[0], self.__metadata__)

    def __repr__(self):
        shown = ", ".join(map(repr, self.__metadata__))
        return f"typing.Annotated[{_type_repr(self.__origin__)}, {shown}]"

    def __eq__(self, other):
        if not isinstance(other, _AnnotatedAlias):
            return NotImplemented
        return self.__origin__ == other.__origin__ and self.__metadata__ == other.__metadata__

    def __hash__(self):
        return hash((self.__origin__, self.__metadata__))


def _annotated(self, params):
    if not isinstance(params, tuple) or len(params) < 2:
        raise TypeError("Annotated[...] should be used with at least two arguments "
                        "(a type and an annotation).")
    return _AnnotatedAlias(_convert(params[0]), tuple(params[1:]))


Union = _SpecialForm("Union", "Union[X, Y]: either X or Y.", _union)
Optional = _SpecialForm("Optional", "Optional[X]: X or None.", _optional)
ClassVar = _SpecialForm("ClassVar", "A variable of the class.", _one)
Final = _SpecialForm("Final", "A name that isn't assigned again.", _one)
Literal = _SpecialForm("Literal", "One of some values.", _literal)
Concatenate = _SpecialForm("Concatenate", "Parameters in front of others.", _concatenate)
Unpack = _SpecialForm("Unpack", "The types of a tuple, one by one.", _unpack)
Annotated = _SpecialForm("Annotated", "A type with something to say about it.", _annotated)
Required = _SpecialForm("Required", "A key that must be there.", _one)
NotRequired = _SpecialForm("NotRequired", "A key that need not be there.", _one)
ReadOnly = _SpecialForm("ReadOnly", "A key that isn't changed.", _one)
TypeGuard = _SpecialForm("TypeGuard", "A bool that says what type an argument has.", _one)
TypeIs = _SpecialForm("TypeIs", "A bool that says whether an argument has a type.", _one)
NoReturn = _SpecialForm("NoReturn", "A function that never returns.")
Never = _SpecialForm("Never", "The type that no value has.")
Self = _SpecialForm("Self", "The class that is being defined.")
LiteralString = _SpecialForm("LiteralString", "A string that the program has literally.")
TypeAlias = _SpecialForm("TypeAlias", "Marks an assignment as an alias of a type.")


# ---- generic classes and protocols ----


def _generic_class_getitem(cls, args):
    if not isinstance(args, tuple):
        args = (args,)
    args = tuple(a if isinstance(a, (list, tuple)) else _convert(a) for a in args)
    if _is_root(cls):
        if not args:
            raise TypeError(f"Parameter list to {cls.__qualname__}[...] cannot be empty")
        for p in args:
            if not isinstance(p, (TypeVar, ParamSpec, TypeVarTuple, _UnpackedAlias)) and not hasattr(
                    p, "__typing_subst__"):
                raise TypeError(f"Parameters to {cls.__name__}[...] must all be type variables or "
                                "parameter specification variables.")
        if len(set(args)) != len(args):
            raise TypeError(f"Parameters to {cls.__name__}[...] must all be unique")
        return _Alias(cls, args)
    params = cls.__parameters__
    if not params:
        raise TypeError(f"{cls} is not a generic class")
    new = []
    for param, arg in zip(params, _fit(cls, args)):
        if isinstance(param, TypeVarTuple):
            new.extend(arg)
        else:
            new.append(arg)
    return _Alias(cls, tuple(new))


class Generic:
    """Base of generic classes: class Box(Generic[T])."""

    __slots__ = ()
    __parameters__ = ()
    _is_protocol = False

    def __class_getitem__(cls, args):
        return _generic_class_getitem(cls, args)

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        bases = cls.__dict__.get("__orig_bases__")
        if bases is None:
            if Generic in cls.__bases__ and cls.__name__ != "Protocol":
                raise TypeError("Cannot inherit from plain Generic")
            cls.__parameters__ = ()
            return
        if Generic in bases:
            raise TypeError("Cannot inherit from plain Generic")
        params = _parameters(bases)
        given = None
        for base in bases:
            if isinstance(base, _Alias) and base.__origin__ is Generic:
                if given is not None:
                    raise TypeError("Cannot inherit from Generic[...] multiple times.")
                given = base.__parameters__
        if given is not None:
            extra = [p for p in params if p not in given]
            if extra:
                raise TypeError(f"Some type variables ({', '.join(map(str, extra))}) are not "
                                f"listed in Generic[{', '.join(map(str, given))}]")
            params = given
        cls.__parameters__ = tuple(params)


# ---- names of classes elsewhere ----

_abc = collections.abc
Hashable = _Name(_abc.Hashable, 0, "Hashable")
Sized = _Name(_abc.Sized, 0, "Sized")
Awaitable = _Name(_abc.Awaitable, 1, "Awaitable")
Coroutine = _Name(_abc.Coroutine, 3, "Coroutine")
AsyncIterable = _Name(_abc.AsyncIterable, 1, "AsyncIterable")
AsyncIterator = _Name(_abc.AsyncIterator, 1, "AsyncIterator")
AsyncGenerator = _Name(_abc.AsyncGenerator, -1, "AsyncGenerator")
Iterable = _Name(_abc.Iterable, 1, "Iterable")
Iterator = _Name(_abc.Iterator, 1, "Iterator")
Reversible = _Name(_abc.Reversible, 1, "Reversible")
Container = _Name(_abc.Container, 1, "Container")
Collection = _Name(_abc.Collection, 1, "Collection")
AbstractSet = _Name(_abc.Set, 1, "AbstractSet")
MutableSet = _Name(_abc.MutableSet, 1, "MutableSet")
Mapping = _Name(_abc.Mapping, 2, "Mapping")
MutableMapping = _Name(_abc.MutableMapping, 2, "MutableMapping")
Sequence = _Name(_abc.Sequence, 1, "Sequence")
MutableSequence = _Name(_abc.MutableSequence, 1, "MutableSequence")
MappingView = _Name(_abc.MappingView, 1, "MappingView")
KeysView = _Name(_abc.KeysView, 1, "KeysView")
ItemsView = _Name(_abc.ItemsView, 2, "ItemsView")
ValuesView = _Name(_abc.ValuesView, 1, "ValuesView")
Generator = _Name(_abc.Generator, -1, "Generator")
Callable = _CallableName(_abc.Callable, 2, "Callable")
Tuple = _TupleName(tuple, -1, "Tuple", inst=False)
List = _Name(list, 1, "List", inst=False)
Set = _Name(set, 1, "Set", inst=False)
FrozenSet = _Name(frozenset, 1, "FrozenSet", inst=False)
Dict = _Name(dict, 2, "Dict", inst=False)
Type = _Name(type, 1, "Type", inst=False)
Deque = _Name(collections.deque, 1, "Deque")
DefaultDict = _Name(collections.defaultdict, 2, "DefaultDict")
OrderedDict = _Name(collections.OrderedDict, 2, "OrderedDict")
Counter = _Name(collections.Counter, 1, "Counter")

AnyStr = TypeVar("AnyStr", bytes, str)


# What is made when somebody asks for it, and where.
_LATER = {
    "_typing_protocol": {
        "Protocol", "runtime_checkable", "SupportsAbs", "SupportsBytes", "SupportsComplex",
        "SupportsFloat", "SupportsIndex", "SupportsInt", "SupportsRound"},
    "_typing_tools": {
        "cast", "get_origin", "get_args", "get_type_hints", "overload", "get_overloads",
        "clear_overloads", "final", "override", "no_type_check", "assert_type", "assert_never",
        "reveal_type", "dataclass_transform", "NewType", "NamedTuple", "TypedDict", "is_typeddict"},
}


def __getattr__(name):
    for module, names in _LATER.items():
        if name in names:
            value = getattr(__import__(module), name)
            break
    else:
        if name == "ChainMap":
            value = _Name(collections.ChainMap, 2, "ChainMap")
        elif name in ("Pattern", "Match"):
            import re
            value = _Name(getattr(re, name), 1, name)
        elif name == "ContextManager":
            import contextlib
            value = _Name(contextlib.AbstractContextManager, -1, "ContextManager")
        elif name == "AsyncContextManager":
            import contextlib
            value = _Name(contextlib.AbstractAsyncContextManager, -1, "AsyncContextManager")
        else:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = value
    return value
