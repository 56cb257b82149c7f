# dataclasses: fields, defaults, order, frozen, post-init, replace, errors.
from dataclasses import dataclass, field, fields, asdict, astuple, replace, FrozenInstanceError, is_dataclass, make_dataclass, KW_ONLY, InitVar
from typing import ClassVar


@dataclass
class P:
    x: int
    y: int = 0
    tags: list = field(default_factory=list)
    hidden: int = field(default=5, repr=False, compare=False)
    count: ClassVar[int] = 10


p = P(1)
print(p, P(1, 2) == P(1, 2), P(1) == P(1, hidden=9), P(1) != P(2), p.tags is P(1).tags, P.count, [f.name for f in fields(P)])
print(asdict(P(1, 2, [3])), astuple(P(1, 2, [3])), replace(p, x=5), is_dataclass(P), is_dataclass(p), P.__match_args__)
try:
    hash(p)
except TypeError as e:
    print(e)
for f in (lambda: P(), lambda: P(1, 2, 3, 4, 5), lambda: P(1, z=1), lambda: replace(p, z=1), lambda: fields(5), lambda: asdict(5)):
    try:
        print(f())
    except TypeError as e:
        print(e)


@dataclass(order=True, frozen=True)
class V:
    major: int
    minor: int = 0

    def __post_init__(self):
        if self.major < 0:
            raise ValueError("negative")


print(V(1, 2) < V(1, 3), sorted([V(2), V(1, 5), V(1)]), hash(V(1)) == hash(V(1)), {V(1): "k"}[V(1)], max(V(1), V(3)))
try:
    V(1).major = 2
except FrozenInstanceError as e:
    print(type(e).__name__, e)
try:
    del V(1).major
except FrozenInstanceError as e:
    print(e)
try:
    V(-1)
except ValueError as e:
    print(e)
try:
    V(1) < 5
except TypeError as e:
    print(e)
try:
    @dataclass
    class Bad:
        a: int = 1
        b: int
except TypeError as e:
    print(e)
try:
    @dataclass
    class Mut:
        a: list = []
except ValueError as e:
    print(e)


@dataclass
class Base:
    a: int
    b: int = 2


@dataclass
class Child(Base):
    c: int = 3
    a: int = 10


print(Child(), Child(1, 2, 3), [f.name for f in fields(Child)])


@dataclass(slots=True)
class Slotted:
    a: int = 1


s = Slotted()
print(s, Slotted.__slots__, hasattr(s, "__dict__"))


@dataclass
class K:
    a: int
    _: KW_ONLY
    b: int = 2
    init: InitVar[int] = 7

    def __post_init__(self, init):
        self.total = self.a + self.b + init


print(K(1, b=5, init=100).total, K(1))
try:
    K(1, 2)
except TypeError as e:
    print(e)


@dataclass(repr=False, eq=False)
class Quiet:
    a: int = 1


print(Quiet() == Quiet(), "object at" in repr(Quiet()))
D = make_dataclass("D", ["x", ("y", int, 5)])
print(D(1), D(1) == D(1, 5))


@dataclass
class Tree:
    value: int
    kids: list["Tree"] = field(default_factory=list)


t = Tree(1, [Tree(2)])
t.kids.append(t)
print(t)
match P(3, 4):
    case P(a, b):
        print("match", a, b)
