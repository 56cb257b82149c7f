# Searching and comparing lists and tuples: items that are told apart at once, items that need
# Python, and items that change the sequence meanwhile; calls that lack only defaults.


class Eq:
    def __init__(self, n, act=None):
        self.n, self.act = n, act

    def __eq__(self, other):
        print("eq", self.n, end="; ")
        if self.act:
            self.act()
        return self.n == (other.n if isinstance(other, Eq) else other)

    def __lt__(self, other):
        return self.n < other.n

    def __le__(self, other):
        return self.n <= other.n

    def __repr__(self):
        return f"E{self.n}"


nan = float("nan")
items = [1, 2.0, "three", None, True, (4, "x"), [5], nan, 10**20, Eq(7), b"8", 1]
for seq in (items, tuple(items)):
    for x in (1, 1.0, 2, "three", "th" + "ree", None, False, (4, "x"), [5], nan, float("nan"), 10**20, 7,
              b"8", 9, Eq(2)):
        print(x in seq, seq.count(x), seq.index(x) if x in seq else "-")
print(items.index(1, 1), items.index(1, -1), tuple(items).index(1, 5, 99))
for bad in (lambda: items.index(1, 5, 6), lambda: tuple(items).index(99), lambda: items.remove(99)):
    try:
        bad()
    except ValueError as e:
        print(type(e).__name__, e)
items.remove(7)
print(len(items))

shrinking = [Eq(1, lambda: shrinking.clear()), 2, 3]
print(2 in shrinking, shrinking)
growing = [1, Eq(0, lambda: len(growing) < 5 and growing.append(9))]
print(growing.index(9), len(growing))

pairs = [
    ((1, 2), (1, 2)), ((1, 2), (1, 3)), ((1,), (1, 2)), ((), (0,)), ((1, "a"), (1, "b")), ((1, 2.5), (1.0, 2.5)),
    ((nan,), (nan,)), ((nan,), (float("nan"),)), ((1, (2, "z")), (1, (2, "y"))), (("a", Eq(1)), ("a", Eq(2))),
    ((Eq(3), 5), (Eq(3), 4)), ((None, 1), (None, 2)), ((True, 1), (1, True)),
]
for a, b in pairs:
    for x, y in ((a, b), (list(a), list(b))):
        print(x == y, x != y, x < y, x <= y, x > y, x >= y)
for x, y in (((1, "a"), (1, 2)), ([None], [1]), ((1, None), (1, None, 2)), ([1], (1,))):
    print(x == y, x != y)
    try:
        print(x < y)
    except TypeError as e:
        print(e)
left, right = [Eq(1, lambda: left.append(0) or right.clear()), 5], [1, 5]
print(left == right, left, right)
print(hash((1, -1, 2**70, "a", (2, 3), None)) == hash((1.0, -1, 2**70, "a", (2, 3), None)), hash(()), hash((1, 2, 3)),
      hash((-1,)), hash((2**61 - 1, 2**60, -(2**60), -2)), hash((1, (2, (3,)))))


def f(a, b=2, c=3):
    return a, b, c


class C:
    def __init__(self, x, y="y"):
        self.pair = x, y

    def m(self, p, q=5, *, r=6):
        return p, q, r

    def __call__(self, a=1, b=2):
        return a, b

    def __getitem__(self, key, more="more"):
        return key, more

    def __iter__(self, start=3):
        yield start


c = C(1)
print(f(1), f(1, 5), f(1, 5, 6), f(*[7]), f(c=1, a=2), list(map(f, [1, 2], [3, 4])), C(1).pair, C(1, 2).pair)
print(c.m(1), c.m(1, 2), c(), c(5), c[9], list(c), sorted([3, 1], key=lambda v, w=2: -v * w))
for bad in (lambda: f(), lambda: f(1, 2, 3, 4), lambda: C(), lambda: c.m(), lambda: c.m(1, 2, 3)):
    try:
        bad()
    except TypeError as e:
        print(e)
f.__defaults__ = (8,)
try:
    f(1)
except TypeError as e:
    print(e)
print(f(1, 2))
f.__defaults__ = (5, 6, 7, 8)
print(f(), f(1), f(1, 2))
f.__defaults__ = None
print(f(1, 2, 3), tuple(iter([1])), frozenset((1,)), complex(1, 2), object().__init__())
for bad in (lambda: object.__init__(object(), 1), lambda: tuple(1, 2), lambda: object(1), lambda: int.__init__(5, 6, 7)):
    try:
        print(bad())
    except TypeError as e:
        print(e)
