# namedtuple: fields, methods, defaults, errors.
from collections import namedtuple

P = namedtuple("P", "x y")
p = P(1, y=2)
print(p, p.x, p[1], len(p), p._fields, tuple(p), p == (1, 2), hash(p) == hash((1, 2)))
x, y = p
print(x, y, p._replace(x=10), p._asdict(), P._make([7, 8]), P.__doc__, P.x.__doc__)
Q = namedtuple("Q", ["a", "b", "c"], defaults=[2, 3])
print(Q(1), Q(1, 5), Q._field_defaults, Q.__new__.__defaults__)
R = namedtuple("R", "a, def, a, _x, 1b", rename=True)
print(R._fields)
for f in (
    lambda: P(1),
    lambda: P(1, 2, 3),
    lambda: P(1, z=2),
    lambda: namedtuple("T", "a a"),
    lambda: namedtuple("T", "def"),
    lambda: namedtuple("T", "_x"),
    lambda: namedtuple("1T", "a"),
    lambda: namedtuple("T", "a b", defaults=[1, 2, 3]),
    lambda: p._replace(z=1),
    lambda: P._make([1]),
    lambda: p.z,
    lambda: setattr(p, "x", 1),
):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


class Point(namedtuple("PointBase", "x y")):
    __slots__ = ()

    @property
    def norm(self):
        return (self.x**2 + self.y**2) ** 0.5

    def __add__(self, o):
        return Point(self.x + o.x, self.y + o.y)


q = Point(3, 4)
print(q, q.norm, q + q, isinstance(q, tuple), Point.__mro__[1].__name__)
print(sorted([P(2, 1), P(1, 5)]), {P(1, 2): "k"}[1, 2], P(1, 2) < P(1, 3), namedtuple("E", "")())
print("%s-%s" % p, "{0.x}/{0.y}".format(p), p.count(1), p.index(2), P.__name__, P.__module__)
match p:
    case P(x=1, y=yy):
        print("matched", yy)
