"""Protocols; `typing` shows them."""

import types
from abc import ABCMeta, abstractmethod
from typing import Generic

__name__ = "typing"

_NOT_MEMBERS = frozenset({
    "__abstractmethods__", "__annotations__", "__dict__", "__doc__", "__init__", "__module__",
    "__new__", "__slots__", "__subclasshook__", "__weakref__", "__class_getitem__",
    "__match_args__", "__static_attributes__", "__firstlineno__", "__orig_bases__",
    "__parameters__", "__type_params__", "_abc_impl", "_is_protocol", "_is_runtime_protocol",
    "__protocol_attrs__", "__non_callable_proto_members__", "__qualname__", "__init_subclass__",
})


def _protocol_members(cls):
    """Names that a protocol asks for."""
    names = set()
    for base in cls.__mro__[:-1]:
        if base.__name__ in ("Protocol", "Generic"):
            continue
        for name in [*base.__dict__, *base.__dict__.get("__annotations__", {})]:
            if not name.startswith("_abc_") and name not in _NOT_MEMBERS:
                names.add(name)
    return names


class _ProtocolMeta(ABCMeta):
    def __call__(cls, *args, **kwargs):
        if cls is Protocol or cls.__dict__.get("_is_protocol", False):
            raise TypeError("Protocols cannot be instantiated")
        return super().__call__(*args, **kwargs)

    def __instancecheck__(cls, instance):
        if cls is Protocol or not cls.__dict__.get("_is_protocol", False):
            return super().__instancecheck__(instance)
        if not getattr(cls, "_is_runtime_protocol", False):
            raise TypeError("Instance and class checks can only be used with "
                            "@runtime_checkable protocols")
        if super().__instancecheck__(instance):
            return True
        for name in cls.__protocol_attrs__:
            try:
                value = getattr(instance, name)
            except AttributeError:
                return False
            if value is None and callable(getattr(cls, name, None)):
                return False
        return True

    def __subclasscheck__(cls, other):
        if cls is Protocol or not cls.__dict__.get("_is_protocol", False):
            return super().__subclasscheck__(other)
        if not isinstance(other, type):
            raise TypeError("issubclass() arg 1 must be a class")
        if not getattr(cls, "_is_runtime_protocol", False):
            raise TypeError("Instance and class checks can only be used with "
                            "@runtime_checkable protocols")
        data = sorted(n for n in cls.__protocol_attrs__ if not callable(getattr(cls, n, None)))
        if data:
            raise TypeError("Protocols with non-method members don't support issubclass(). "
                            f"Non-method members: {', '.join(map(repr, data))}.")
        return super().__subclasscheck__(other)


class Protocol(Generic, metaclass=_ProtocolMeta):
    """Base of protocols: what has the members is an instance."""

    __slots__ = ()
    _is_protocol = True
    _is_runtime_protocol = False

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        if not cls.__dict__.get("_is_protocol", False):
            cls._is_protocol = Protocol in cls.__bases__
        if not cls._is_protocol:
            return
        cls.__protocol_attrs__ = _protocol_members(cls)
        if "__subclasshook__" not in cls.__dict__:
            cls.__subclasshook__ = classmethod(_protocol_hook)
        for base in cls.__bases__:
            if not (base in (object, Generic, Protocol) or getattr(base, "_is_protocol", False)
                    or base.__module__ in ("collections.abc", "contextlib", "_collections_abc")):
                raise TypeError(f"Protocols can only inherit from other protocols, got {base!r}")


def _protocol_hook(cls, other):
    if not cls.__dict__.get("_is_protocol", False):
        return NotImplemented
    for name in cls.__protocol_attrs__:
        for base in other.__mro__:
            if name in base.__dict__:
                if base.__dict__[name] is None:
                    return NotImplemented
                break
            if name in base.__dict__.get("__annotations__", {}):
                break
        else:
            return NotImplemented
    return True


def runtime_checkable(cls):
    """Class decorator: isinstance() may be asked about the protocol."""
    if not isinstance(cls, type) or not getattr(cls, "_is_protocol", False):
        raise TypeError("@runtime_checkable can be only applied to protocol classes, "
                        f"got {cls!r}")
    cls._is_runtime_protocol = True
    return cls


def _supports(name, method):
    """A protocol with one method."""
    def body(ns):
        def stub(self):
            pass
        stub.__name__ = method
        ns[method] = abstractmethod(stub)
        ns["__module__"] = "typing"
        ns["__slots__"] = ()

    return runtime_checkable(types.new_class(name, (Protocol,), {}, body))


for _name in ("Abs", "Bytes", "Complex", "Float", "Index", "Int", "Round"):
    globals()[f"Supports{_name}"] = _supports(f"Supports{_name}", f"__{_name.lower()}__")
del _name
