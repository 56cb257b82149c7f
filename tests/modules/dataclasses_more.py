# dataclasses: inheritance, eq and hash combinations, field options, post-init chains.
from dataclasses import dataclass, field, fields, asdict, replace, MISSING
import dataclasses


@dataclass
class A:
    x: int
    y: list = field(default_factory=list, compare=False, metadata={"unit": "m"})
    z: int = field(init=False, default=7)

    def __post_init__(self):
        self.total = self.x + self.z


a = A(1)
print(a, a.total, A(1, [1]) == A(1, [2]), [(f.name, f.type, f.default is MISSING, f.init, dict(f.metadata)) for f in fields(A)], A.__annotations__)
for kw in ({"eq": True}, {"eq": True, "frozen": True}, {"eq": False}, {"unsafe_hash": True}):
    @dataclass(**kw)
    class H:
        v: int = 1

    try:
        one, other = H(), H()
        print(kw, hash(one) == hash(other), one == other)
    except TypeError as e:
        print(kw, e)


@dataclass(order=True)
class O:
    sort_index: int = field(init=False, repr=False)
    name: str
    n: int

    def __post_init__(self):
        self.sort_index = self.n


print(sorted([O("a", 3), O("b", 1)]), O("a", 1) <= O("z", 1), O("x", 5) > O("y", 2))


@dataclass
class Base:
    a: int = 1

    def __post_init__(self):
        print("base post", self.a)


@dataclass
class Derived(Base):
    b: int = 2

    def __post_init__(self):
        super().__post_init__()
        print("derived post", self.b)


d = Derived(b=5)
print(d, replace(d, a=9), asdict(d), Derived() == Base(), isinstance(d, Base))


@dataclass(kw_only=True)
class K:
    a: int
    b: int = 0


print(K(a=1))
for f in (lambda: K(1), lambda: K(), lambda: A(), lambda: A(1, [], 5), lambda: replace(a, z=1), lambda: dataclass(5), lambda: fields(object), lambda: setattr(dataclass(frozen=True)(type("F", (), {"__annotations__": {"q": int}}))(1), "q", 2)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


@dataclass(frozen=True)
class Point:
    x: float
    y: float = 0.0

    def __add__(self, o):
        return Point(self.x + o.x, self.y + o.y)

    @property
    def norm(self):
        return (self.x**2 + self.y**2) ** 0.5

    @classmethod
    def origin(cls):
        return cls(0, 0)


print(Point(3, 4).norm, Point(1) + Point(2, 3), {Point(1, 2): "k"}[Point(1, 2)], Point.origin(), hash(Point(1, 2)) == hash((1, 2)))


@dataclass(repr=False)
class Custom:
    secret: str = field(default="s", repr=False)

    def __repr__(self):
        return "<custom>"


print(Custom(), dataclasses.astuple(Custom("z")), dataclasses.is_dataclass(Custom), [f.name for f in fields(Custom())])


@dataclass
class Nested:
    p: Point
    items: dict


n = Nested(Point(1), {"k": [Point(2)]})
c = asdict(n)
print(c, c["items"]["k"] is n.items["k"], asdict(n, dict_factory=lambda kv: sorted(k for k, _ in kv)))
