"""Abstract base classes: classes that other classes can be registered with, and that can't be
instantiated while methods of theirs are abstract."""

__all__ = ["ABC", "ABCMeta", "abstractclassmethod", "abstractmethod", "abstractproperty",
           "abstractstaticmethod", "get_cache_token", "update_abstractmethods"]

from _weakref import ref as _ref

# Counts registrations: a negative answer holds only as long as nothing was registered since.
_registrations = 0


def abstractmethod(funcobj):
    """Marks a method as abstract: a class that doesn't override it can't be instantiated."""
    funcobj.__isabstractmethod__ = True
    return funcobj


class abstractclassmethod(classmethod):
    """classmethod that is abstract."""
    __isabstractmethod__ = True

    def __init__(self, callable):
        callable.__isabstractmethod__ = True
        super().__init__(callable)


class abstractstaticmethod(staticmethod):
    """staticmethod that is abstract."""
    __isabstractmethod__ = True

    def __init__(self, callable):
        callable.__isabstractmethod__ = True
        super().__init__(callable)


class abstractproperty(property):
    """property that is abstract."""
    __isabstractmethod__ = True


def get_cache_token():
    """A number that changes with every registration."""
    return _registrations


class _Known:
    """Classes held weakly: what an ABC knows of others."""
    __slots__ = ("refs",)

    def __init__(self):
        self.refs = {}

    def add(self, cls):
        refs = self.refs
        key = id(cls)
        refs[key] = _ref(cls, lambda r: refs.pop(key, None))

    def __contains__(self, cls):
        r = self.refs.get(id(cls))
        return r is not None and r() is cls

    def __iter__(self):
        for r in list(self.refs.values()):
            cls = r()
            if cls is not None:
                yield cls


class _State:
    """What an ABC keeps: registered classes, and answers given before."""
    __slots__ = ("registry", "yes", "no", "no_version")

    def __init__(self):
        self.registry = _Known()
        self.yes = _Known()
        self.no = _Known()
        self.no_version = _registrations


def _compute_abstract(cls, namespace):
    names = {name for name, value in namespace.items()
             if getattr(value, "__isabstractmethod__", False)}
    for base in cls.__bases__:
        for name in getattr(base, "__abstractmethods__", ()):
            if getattr(getattr(cls, name, None), "__isabstractmethod__", False):
                names.add(name)
    return frozenset(names)


class ABCMeta(type):
    """Metaclass of abstract base classes."""

    def __new__(mcls, name, bases, namespace, /, **kwargs):
        cls = super().__new__(mcls, name, bases, namespace, **kwargs)
        cls.__abstractmethods__ = _compute_abstract(cls, namespace)
        cls._abc_impl = _State()
        return cls

    def register(cls, subclass):
        """Makes subclass a virtual subclass; gives it back, so it works as a decorator."""
        global _registrations
        if not isinstance(subclass, type):
            raise TypeError("Can only register classes")
        if issubclass(subclass, cls):
            return subclass
        if issubclass(cls, subclass):
            raise RuntimeError("Refusing to create an inheritance cycle")
        cls._abc_impl.registry.add(subclass)
        _registrations += 1
        return subclass

    def __instancecheck__(cls, instance):
        """isinstance(instance, cls)"""
        subclass = instance.__class__
        if subclass in cls._abc_impl.yes:
            return True
        subtype = type(instance)
        if subtype is subclass:
            return cls.__subclasscheck__(subclass)
        return any(cls.__subclasscheck__(c) for c in (subclass, subtype))

    def __subclasscheck__(cls, subclass):
        """issubclass(subclass, cls)"""
        if not isinstance(subclass, type):
            raise TypeError("issubclass() arg 1 must be a class")
        state = cls._abc_impl
        if subclass in state.yes:
            return True
        if state.no_version < _registrations:
            state.no = _Known()
            state.no_version = _registrations
        elif subclass in state.no:
            return False
        answer = cls.__subclasshook__(subclass)
        if answer is NotImplemented:
            answer = (
                cls in getattr(subclass, "__mro__", ())
                or any(issubclass(subclass, c) for c in state.registry)
                or any(issubclass(subclass, c) for c in cls.__subclasses__())
            )
        else:
            assert isinstance(answer, bool)
        (state.yes if answer else state.no).add(subclass)
        return answer

    def _dump_registry(cls, file=None):
        """Prints what the class knows of others."""
        print(f"Class: {cls.__module__}.{cls.__qualname__}", file=file)
        print(f"Inv. counter: {get_cache_token()}", file=file)
        print(f"_abc_registry: {set(cls._abc_impl.registry)!r}", file=file)

    def _abc_registry_clear(cls):
        cls._abc_impl.registry = _Known()

    def _abc_caches_clear(cls):
        cls._abc_impl.yes = _Known()
        cls._abc_impl.no = _Known()


def update_abstractmethods(cls):
    """Works out anew which methods of an abstract class are abstract."""
    if hasattr(cls, "__abstractmethods__"):
        cls.__abstractmethods__ = _compute_abstract(cls, cls.__dict__)
    return cls


class ABC(metaclass=ABCMeta):
    """Helper class that provides a standard way to create an ABC using
    inheritance."""
    __slots__ = ()
