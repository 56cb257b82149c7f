# Operations that fail must not leak or lose references.
import sys


class C:
    def __init__(self):
        self.x = self.__class__

    def __hash__(self):
        raise ValueError("hash")

    def __eq__(self, o):
        raise ValueError("eq")

    def __lt__(self, o):
        raise ValueError("lt")

    def __iter__(self):
        raise ValueError("iter")

    def __add__(self, o):
        raise ValueError("add")

    def __bool__(self):
        raise ValueError("bool")

    def __len__(self):
        raise ValueError("len")

    def __repr__(self):
        raise ValueError("repr")


c = C()
base = sys.getrefcount(c)


def many(a, b):
    pass


def fails(n):
    d = {}
    if n == 0: d[c] = c
    if n == 1: {c}
    if n == 2: [c, c].index(5)
    if n == 3: sorted([c, c, c])
    if n == 4: list(c)
    if n == 5: c + c
    if n == 6: [1, c][5]
    if n == 7: many(c)
    if n == 8: many(c, c, c)
    if n == 9: many(a=c, z=c)
    if n == 10: not c
    if n == 11: len(c)
    if n == 12: str([c, (c,)])
    if n == 13: a, b = c, c, c
    if n == 14: a, b = [c]
    if n == 15: c.missing
    if n == 16: c()
    if n == 17: (c, c) < (c, c, 1)
    if n == 18: [c] == [C()]
    if n == 19: max(c, c)
    if n == 20: sum([1, c], c)
    if n == 21: dict([(c, 1, 2)])
    if n == 22: f"{c}"
    if n == 23: "%s %s" % (c,)
    if n == 24: [x for x in (1, c) if x]
    if n == 25: raise c
    if n == 26: int(c)
    if n == 27: many(*c)
    if n == 28: many(**{"q": c})
    if n == 29: {1: c}[c]
    if n == 30: [c][c]
    if n == 31: c[c] if c is None else c[0]
    if n == 32: setattr(5, "x", c)
    if n == 33: isinstance(c, c)
    if n == 34: range(c)
    if n == 35: print(c)
    if n == 36: c < c
    if n == 37: next(c)
    if n == 38: zip(c, c)
    if n == 39: [c].remove(5)


for n in range(40):
    try:
        fails(n)
        print(n, "no error")
    except (ValueError, TypeError, IndexError, AttributeError, KeyError):
        pass
    if sys.getrefcount(c) != base:
        print(n, "leaks", sys.getrefcount(c) - base)
        base = sys.getrefcount(c)
print("done")
