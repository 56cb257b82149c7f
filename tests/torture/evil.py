"""Containers that change while builtins work on them.

Objects whose dunder methods change the very containers at work are put into lists, dicts, sets, deques
and byte arrays; then random builtins are let loose on these. Nothing is expected of the results, only
that the VM survives and its heap is in order. Needs the global `seed`.
"""
import gc
import random
from collections import OrderedDict, defaultdict, deque
from itertools import accumulate, chain, groupby, islice, product, tee, zip_longest

rng = random.Random(seed)
DEPTH = 0
KEPT = []

L, M, D, S = [], [], {}, set()
Q, B, O = deque(maxlen=40), bytearray(), OrderedDict()
F = defaultdict(list)
ITERATORS = []


def change():
    """One random change of one of the containers."""
    global L, M, D, S
    what = rng.randrange(26)
    n = rng.randrange(8)
    if what == 0: L.append(Evil())
    elif what == 1: L.clear()
    elif what == 2: del L[n:n + 3]
    elif what == 3: L[n:n] = [Evil(), n]
    elif what == 4: L.insert(n, L)
    elif what == 5: L.pop() if L else None
    elif what == 6: L[:] = M
    elif what == 7: M.extend(L[:4])
    elif what == 8: D.clear()
    elif what == 9: D[n] = Evil()
    elif what == 10: D[Evil()] = n
    elif what == 11: D.popitem() if D else None
    elif what == 12: D.update({i: i for i in range(n * 3)})
    elif what == 13: S.clear()
    elif what == 14: S.add(Evil())
    elif what == 15: S.pop() if S else None
    elif what == 16: S.update(range(n * 4))
    elif what == 17: Q.appendleft(Evil())
    elif what == 18: Q.clear()
    elif what == 19: B.extend(b"abc" * n)
    elif what == 20: del B[:n]
    elif what == 21: gc.collect(rng.randrange(3))
    elif what == 22: L, M = M, L
    elif what == 23: O[n] = L
    elif what == 24: O.move_to_end(next(iter(O))) if O else None
    elif what == 25: F[n].append(Evil())


def maybe():
    """What the dunder methods do: change something, now and then fail."""
    global DEPTH
    if DEPTH > 3:
        return
    DEPTH += 1
    try:
        for _ in range(rng.randrange(3)):
            change()
    finally:
        DEPTH -= 1
    if rng.random() < 0.05:
        raise ValueError("evil")


class Evil:
    def __init__(self):
        self.n = rng.randrange(6)
        if rng.random() < 0.2:
            self.me = self

    def __eq__(self, other):
        maybe()
        return rng.random() < 0.4

    def __lt__(self, other):
        maybe()
        return rng.random() < 0.5

    def __hash__(self):
        maybe()
        return self.n

    def __bool__(self):
        maybe()
        return rng.random() < 0.5

    def __index__(self):
        maybe()
        return self.n

    def __len__(self):
        maybe()
        return self.n

    def __length_hint__(self):
        maybe()
        return self.n * 3

    def __iter__(self):
        maybe()
        return iter(list(range(self.n)))

    def __repr__(self):
        maybe()
        return "E%d" % self.n

    def __format__(self, spec):
        maybe()
        return str(self.n)

    def __add__(self, other):
        maybe()
        return L

    __radd__ = __iadd__ = __mul__ = __rmul__ = __or__ = __and__ = __sub__ = __add__

    def __call__(self, *args, **kwargs):
        maybe()
        return self.n

    def __getitem__(self, i):
        maybe()
        if isinstance(i, int) and i > self.n:
            raise IndexError
        return i

    def __contains__(self, item):
        maybe()
        return rng.random() < 0.5

    def keys(self):
        maybe()
        return [1, self.n]

    def __del__(self):
        if rng.random() < 0.1:
            KEPT.append(self)
        maybe()


def generator(source):
    try:
        for item in source:
            maybe()
            yield item
    finally:
        maybe()


def key(item):
    maybe()
    return rng.randrange(5)


OPERATIONS = [
    lambda: L.sort(key=key), lambda: L.sort(), lambda: sorted(L, key=key, reverse=True),
    lambda: L.index(Evil()), lambda: L.count(Evil()), lambda: L.remove(Evil()), lambda: Evil() in L,
    lambda: L == M, lambda: L < M, lambda: L + M, lambda: L * Evil().n, lambda: L.extend(generator(M)),
    lambda: L.extend(Evil()), lambda: L.__setitem__(slice(Evil(), Evil()), generator(M)),
    lambda: L.__delitem__(slice(Evil(), None, 2)), lambda: L[Evil():Evil()], lambda: L.insert(Evil(), 1),
    lambda: L.pop(Evil()), lambda: repr(L), lambda: str(D), lambda: repr(S), lambda: repr(Q),
    lambda: repr(O), lambda: f"{L!r:>5} {Evil()}", lambda: "%s %r" % (L, Evil()),
    lambda: "{} {!r}".format(D, S), lambda: "".join(map(str, L)), lambda: list(map(key, L)),
    lambda: max(L, key=key), lambda: min(L), lambda: sum(L, []), lambda: any(L), lambda: all(L),
    lambda: list(filter(None, L)), lambda: list(zip(L, M, generator(L))), lambda: dict(zip(L, M)),
    lambda: {**D, **O}, lambda: [*L, *generator(M)], lambda: (lambda *a, **k: a)(*L),
    lambda: D.get(Evil()), lambda: D.setdefault(Evil(), L), lambda: D.pop(Evil(), None),
    lambda: D.update(Evil()), lambda: D.update(zip(L, M)), lambda: D == dict(D), lambda: Evil() in D,
    lambda: D.__delitem__(Evil()), lambda: D | {Evil(): 1}, lambda: D.keys() & S, lambda: D.items() - S,
    lambda: list(D.items()), lambda: [k for k in D], lambda: [maybe() for _ in D.values()],
    lambda: [maybe() for _ in S], lambda: [maybe() for _ in Q], lambda: [maybe() for _ in O],
    lambda: [maybe() for _ in L], lambda: [maybe() for _ in reversed(L)],
    lambda: S.add(Evil()), lambda: S.discard(Evil()), lambda: S.remove(Evil()), lambda: Evil() in S,
    lambda: S.update(L), lambda: S | set(L), lambda: S & set(L), lambda: S - set(M), lambda: S ^ set(L),
    lambda: S.intersection_update(L), lambda: S.difference_update(M),
    lambda: S.symmetric_difference_update(L), lambda: S == set(L), lambda: S <= set(L),
    lambda: S.issuperset(L), lambda: S.isdisjoint(L), lambda: frozenset(S), lambda: set(generator(L)),
    lambda: Q.extend(generator(L)), lambda: Q.rotate(Evil()), lambda: Q.remove(Evil()),
    lambda: Q.index(Evil()), lambda: Q == deque(L), lambda: Q.insert(Evil(), 1), lambda: Q.extendleft(L),
    lambda: B.extend(generator(range(9))), lambda: B.__setitem__(slice(Evil(), Evil()), b"xyz"),
    lambda: B.join([b"a", bytes(B)]), lambda: bytes(generator(range(9))), lambda: B.insert(Evil(), 1),
    lambda: B.pop(Evil()), lambda: bytearray(Evil()), lambda: B.replace(b"a", b"bb"),
    lambda: B.__iadd__(B), lambda: B.__imul__(Evil()), lambda: F[Evil()].append(1),
    lambda: O.pop(Evil(), None), lambda: O.__setitem__(Evil(), 2), lambda: O.popitem(),
    lambda: list(chain(L, generator(M))), lambda: list(islice(generator(L), 5)),
    lambda: [list(g) for _, g in groupby(L, key)], lambda: list(product(L[:3], repeat=2)),
    lambda: list(zip_longest(generator(L), M)), lambda: list(accumulate(L, lambda a, b: b)),
    lambda: ITERATORS.append(iter(L)), lambda: ITERATORS.append(iter(D)), lambda: ITERATORS.append(iter(S)),
    lambda: ITERATORS.append(generator(L)), lambda: ITERATORS.extend(tee(generator(L))),
    lambda: ITERATORS.append(map(key, iter(Q))), lambda: ITERATORS.append(zip(L, D)),
    lambda: ITERATORS.append(enumerate(reversed(L))), lambda: next(ITERATORS[0]), lambda: next(ITERATORS[-1]),
    lambda: list(ITERATORS.pop(0)), lambda: ITERATORS.pop().close(), lambda: KEPT.clear(),
    lambda: ITERATORS[-1].throw(ValueError), lambda: ITERATORS[-1].send(None), lambda: tuple(generator(L)),
    lambda: isinstance(L, (list, (Evil, dict))), lambda: hash(tuple(L[:3])), lambda: [*map(hash, L[:4])],
    lambda: setattr(Evil(), "x", L), lambda: Evil().__dict__.update(a=1), lambda: vars(Evil()).clear(),
    lambda: Evil.__eq__(Evil(), 1), lambda: setattr(Evil, "extra%d" % rng.randrange(4), L),
    lambda: type("T", (Evil,), {"__slots__": ("a",)})(), lambda: gc.collect(), lambda: gc.get_referrers(L),
    lambda: Evil() + Evil(), lambda: Evil() * 2, lambda: divmod(Evil(), 2), lambda: range(Evil())[Evil()],
    lambda: "abc"[Evil():Evil()], lambda: "abc" * Evil(), lambda: bytes(Evil()), lambda: int(Evil()),
    lambda: "x".center(Evil()), lambda: "a,b".split(",", Evil()), lambda: chr(Evil()), lambda: hex(Evil()),
    lambda: print(Evil(), end="", file=None), lambda: exec("a, *b, c = L"), lambda: exec("a, b = D"),
    lambda: exec("match L:\n case [Evil(n=1), *_]: pass\n case {1: x}: pass\n case [x, *r]: pass"),
]

for _ in range(steps):
    try:
        rng.choice(OPERATIONS)()
    except Exception:
        pass
    if len(L) + len(M) > 60:
        del L[20:], M[20:]
    if len(D) + len(S) + len(O) > 120:
        D.clear()
        S.clear()
        O.clear()
    del KEPT[10:], ITERATORS[12:], B[400:]
    F.clear()
