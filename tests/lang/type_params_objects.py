# TypeVar, TypeVarTuple, ParamSpec and TypeAliasType objects, generic classes and their subscripts.
import copy
import typing
from typing import *


def show(f):
    try:
        print(repr(f()))
    except BaseException as e:
        print(type(e).__name__, e)


def f[T: int, *Ts, **P](): ...


T, Ts, P = f.__type_params__
for x in (T, Ts, P):
    print(repr(x), type(x), x.__module__, x.__name__)
    for name in ("__default__", "__bound__", "__covariant__", "__contravariant__", "__infer_variance__"):
        show(lambda: getattr(x, name))
    show(lambda: x.has_default())

    def setname(): x.__name__ = "q"
    show(setname)

    def setd(): x.__default__ = 1
    show(setd)
    make = type(x)
    show(lambda: make())
    show(lambda: make(1))
    show(lambda: make("A", "B"))
    show(lambda: make("A", foo=1))
    show(lambda: x | int)
    show(lambda: None | x)
    show(lambda: x | x)
    show(lambda: x.__reduce__())

    def sub():
        class Q(x): pass
    show(sub)

    def sub():
        class Q(type(x)): pass
    show(sub)
    show(lambda: x.__mro_entries__(()))
    show(lambda: x[int])
    show(lambda: x())
    show(lambda: x.__typing_subst__(int))
    show(lambda: isinstance(1, x))
    show(lambda: make("A", default=int).__default__)
    show(lambda: make("A", default=None).__default__)
    show(lambda: make("A", default=int).has_default())
    show(lambda: make("A", bound="int").__bound__)
    show(lambda: make("A", covariant=True))
    show(lambda: make("A", contravariant=True))
    show(lambda: make("A", infer_variance=True))
    show(lambda: make("A", infer_variance=True, covariant=1))
    show(lambda: make("A", contravariant=True, covariant=1))
    show(lambda: make("A").__module__)
    show(lambda: make(name="A"))
show(lambda: TypeVar("A", int))
show(lambda: TypeVar("A", int, str).__constraints__)
show(lambda: TypeVar("A", int, str, bound=int))
show(lambda: P.args)
show(lambda: P.kwargs)
show(lambda: P.args.__origin__)
show(lambda: (P.args == P.args, P.args == P.kwargs))
show(lambda: hash(P.args))
show(lambda: list(Ts))
show(lambda: (ParamSpecArgs(3), ParamSpecKwargs(P)))
show(lambda: typing.NoDefault)
show(lambda: type(typing.NoDefault)() is typing.NoDefault)
show(lambda: type(typing.NoDefault)(1))
type A = int
type B[X, *Y] = tuple[X, *Y]
show(lambda: (A, A.__name__, A.__value__, A.__type_params__, A.__parameters__, A.__module__))
show(lambda: B.__parameters__)
show(lambda: (B[int], B[int, str], type(B[int])))
show(lambda: A[int])
show(lambda: (A | None, None | A, A | str))
show(lambda: A | 1)
show(lambda: B[int].__value__)
show(lambda: A.__reduce__())
show(lambda: A())
show(lambda: isinstance(1, A))


def q(): A.__name__ = "x"


show(q)


def q(): A.__value__ = "x"


show(q)


def q(): A.foo = "x"


show(q)
show(lambda: TypeAliasType("Q", int))
show(lambda: TypeAliasType("Q", list[T], type_params=(T,))[int])
show(lambda: TypeAliasType("Q", int, type_params=[T]))
show(lambda: TypeAliasType("Q", int).__module__)
show(lambda: TypeAliasType(1, 2))
show(lambda: TypeAliasType("Q"))
print(type(A), A == A, hash(A) == hash(A), A in {A: 1})


class G[T, *Ts, **P]: pass


show(lambda: G[int, str, [int]])
show(lambda: G.__orig_bases__)
show(lambda: G.__parameters__)
show(lambda: G.__mro__)
show(lambda: G[int])
show(lambda: G[int, [int]])


class H[T=int, U=T]: pass


show(lambda: H[()])
show(lambda: H[str])
show(lambda: H[str, int])
show(lambda: H[str, int, int])


def q():
    class Z[T](Generic[T]): pass


show(q)


def q():
    class Z[T](Protocol): x: T
    return Z, Z[int], Z.__orig_bases__


show(q)


class Sub[T](list[T]): pass


show(lambda: (Sub.__mro__, Sub[int](), Sub.__orig_bases__))
show(lambda: (Union[T, int], list[T][int], tuple[*Ts][int, str], dict[T, str][int]))
show(lambda: Callable[P, T][[int, str], str])
show(lambda: (T | int)[str])
show(lambda: list[T][int, str])


class Kw[T](metaclass=type): ...


show(lambda: Kw.__type_params__)


class Base:
    def __init_subclass__(cls, **k):
        print("__init_subclass__", k, cls.__type_params__)


class Z[T](Base, a=1, **{"b": 2}): pass


class W[T](*[Base], a="T"): pass


print(Z.__bases__, W.__orig_bases__)
print(copy.copy(T) is T, copy.deepcopy(T) is T)


class Tree[K]:
    def __init__(self, key: K, *kids: "Tree[K]"):
        self.key, self.kids = key, kids

    def map[V](self, f: Callable[[K], V]) -> "Tree[V]":
        return Tree(f(self.key), *(k.map(f) for k in self.kids))

    def __repr__(self):
        return f"Tree({self.key!r}{''.join(', ' + repr(k) for k in self.kids)})"


print(Tree(1, Tree(2), Tree(3)).map(str), Tree[int](5).__orig_class__, Tree.map.__annotations__)


def fail[T: 1 / 0, U: (int, 1 / 0) = 1 / 0](): pass


for name in ("__bound__", "__constraints__", "__default__"):
    for t in fail.__type_params__:
        show(lambda: getattr(t, name))
type Loop = Loop
print(Loop.__value__ is Loop)
type Deep = Deep.__value__
try:
    Deep.__value__
except RecursionError:
    print("RecursionError")
