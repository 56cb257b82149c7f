# Class attributes, __dict__, __name__, mangling, class-level loops, type() with three arguments.
class A:
    shared = []
    __private = "mangled"
    __dunder__ = "not mangled"
    _A__manual = 1

    def get(self):
        return self.__private, A.__private, self.__dunder__

    def __hidden(self):
        return "hidden"

    def call(self):
        return self.__hidden()

    def set(self):
        self.__new = 5
        return self.__dict__


a = A()
print(a.get(), a.call(), a._A__hidden(), a.set(), hasattr(a, "__private"))
a.shared.append(1)
print(A.shared, a.shared is A().shared)
a.shared = "own"
print(A.shared, a.shared)
print(sorted(k for k in A.__dict__ if not k.startswith("__")), type(A.__dict__).__name__)
try:
    A.__dict__["x"] = 1
except TypeError as e:
    print(e)


class _Under:
    __x = 1


class __Both:
    __y = 2


print(hasattr(_Under, "_Under__x"), hasattr(__Both, "_Both__y"))
B = type("B", (A,), {"x": 1, "f": lambda self: self.x, "__doc__": "made"})
print(B().f(), B.__doc__, B.__bases__, B.__name__, B.__qualname__, B.__module__)
B.__name__ = "Renamed"
print(B, B().__class__.__name__)
for name, value in (("__name__", 5), ("__bases__", 5), ("__dict__", {}), ("__mro__", ()), ("__module__", 5), ("__qualname__", 5)):
    try:
        setattr(B, name, value)
        print("set", name)
    except (TypeError, AttributeError) as e:
        print(e)
print(A.__subclasses__() == [B], isinstance(A, type), type(A) is type, type(type) is type, A.__class__ is type)


class Enumerate:
    for i in range(3):
        locals()[f"attr{i}"] = i * i
    del i


print(Enumerate.attr2, hasattr(Enumerate, "i"))


class Annotated:
    x: int
    y: str = "s"
    z: "forward"


print(Annotated.__annotations__, hasattr(Annotated, "x"), Annotated.y)


class Doc:
    """Documentation."""


class NoDoc(Doc):
    pass


print(Doc.__doc__, NoDoc.__doc__, NoDoc().__doc__)
x = "module"


class Scoped:
    x = "class"

    def f(self):
        return x

    y = [x for _ in range(1)], (lambda: x)()


print(Scoped().f(), Scoped.y)


class Cond:
    if x == "module":
        def m(self): return 1
    else:
        def m(self): return 2


print(Cond().m(), vars(Cond)["m"].__name__)
obj = A()
obj.__dict__["with space"] = 1
print(getattr(obj, "with space"), vars(obj))
obj.__dict__ = {"replaced": 2}
print(obj.replaced, vars(obj))
try:
    obj.__dict__ = 5
except TypeError as e:
    print(e)
for cls in (A, Doc):
    try:
        obj.__class__ = cls
        print(type(obj).__name__)
    except TypeError as e:
        print(e)
for bad in (int, 5):
    try:
        obj.__class__ = bad
    except TypeError as e:
        print(e)
