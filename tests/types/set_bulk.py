# Set operations on keys that need Python to be told apart, beside those that don't; isinstance of
# objects that claim another class; min and max.


class Key:
    def __init__(self, n, group=0):
        self.n, self.group = n, group

    def __hash__(self):
        return self.group

    def __eq__(self, other):
        log.append((self.n, getattr(other, "n", other)))
        return isinstance(other, Key) and self.n == other.n

    def __repr__(self):
        return f"K{self.n}"


log = []
a = {Key(1), 5, "x", (1, 2), 2.5, None}
b = {Key(1), Key(2), 5, "y", (1, 2), 2.5, True}
for name, result in (
    ("and", a & b), ("or", a | b), ("minus", a - b), ("xor", a ^ b), ("minus2", b - a),
):
    print(name, sorted(map(repr, result)), len(log) > 0)
    log.clear()
print(a <= b, a >= b, a < a | b, a.isdisjoint(b), {5, 2.5} <= a, {5.0} <= a, {1, 7} <= b)
print(a == b, a == set(a), frozenset(a) == a, a != b)

# Ints and floats that are equal, big ints, equal tuples, strings made at run time.
p = {1, 2.0, 10**30, ("a", 1), "".join(["q", "r"]), -1, -2}
q = {1.0, 2, 10**30 + 0, ("a", 1.0), "qr", -2.0, True}
for result in (p & q, q & p, p - q, q - p, p | q, p ^ q):
    print(sorted(map(repr, result)))
print(p <= q, q <= p, {True, 2} <= p)

# Orders, with collisions and removed keys.
s = {i * 8 for i in range(40)}
for i in range(0, 40, 3):
    s.discard(i * 8)
t = set(range(0, 200, 5))
print(list(s & t), list(s - t), list(t - s)[:10], list(s | t)[:20])
s.add(3)
print(list(s)[:8], s & {3, 4, 16}, frozenset(s) - t == s - t, type(frozenset(s) & t).__name__)


class Sub(set):
    pass


print(type(Sub([1, 2]) & {1}).__name__, type(Sub([1]) - {1}).__name__, Sub([1]) <= {1, 2})


class Claims:
    @property
    def __class__(self):
        return int


class Attribute:
    def __getattr__(self, name):
        print("asked for", name)
        raise AttributeError(name)


class Own:
    def __init__(self):
        self.__dict__["__class__"] = str


class Meta(type):
    def __instancecheck__(cls, o):
        return o == 5


class Odd(metaclass=Meta):
    pass


for o in (Claims(), Attribute(), Own(), 5, "s", None):
    print(type(o).__name__, isinstance(o, int), isinstance(o, str), isinstance(o, (dict, str)),
          isinstance(o, (Odd, float)), isinstance(o, (float, (list, (int,)))), isinstance(o, int | list))


class Boxed:
    def __init__(self, v):
        self.v = v

    def __lt__(self, other):
        print(f"{self.v}<{other.v}", end=" ")
        return self.v < other.v

    def __gt__(self, other):
        print(f"{self.v}>{other.v}", end=" ")
        return self.v > other.v


print(min(Boxed(3), Boxed(1), Boxed(2)).v, max([Boxed(3), Boxed(1), Boxed(4)]).v)
nan = float("nan")
print(min(1, nan), min(nan, 1), max(1.5, nan), max(nan, 1.5), min(1, 1.0), max(1, 1.0, True), min(2.5, 1))
print(min("ba", "ab", key=lambda s: s[1]), max(["x"], default=3), max([], default=3), min((3, 1), (2, 9)))
print(min([-5, 3], key=abs), max(-5, 3, key=abs), max({1: 2, 7: 0}), min(iter("hello")))
for bad in (lambda: min(), lambda: min([]), lambda: max(1, 2, default=0), lambda: max(1, "a"),
            lambda: min(3), lambda: max([1, None]), lambda: min(1, 2, key=3)):
    try:
        bad()
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
