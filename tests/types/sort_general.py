# Sorting: all kinds of keys, stability, order of comparisons that fail, lists changed meanwhile.
from functools import cmp_to_key

seed = 5


def rnd(n):
    global seed
    seed = (seed * 6364136223846793005 + 1442695040888963407) % 2**64
    return (seed >> 33) % n


class Item:
    def __init__(self, key, tag):
        self.key = key
        self.tag = tag

    def __lt__(self, other):
        return self.key < other.key

    def __repr__(self):
        return f"{self.key}{self.tag}"


def check(items, **kw):
    out = sorted(items, **kw)
    key = kw.get("key") or (lambda x: x)
    pairs = list(zip(out, out[1:]))
    if kw.get("reverse"):
        assert all(not key(a) < key(b) for a, b in pairs)
    else:
        assert all(not key(b) < key(a) for a, b in pairs)
    copy = list(items)
    copy.sort(**kw)
    assert list(map(id, copy)) == list(map(id, out)) or copy == out
    assert len(out) == len(items)
    return out


for n in (0, 1, 2, 3, 10, 63, 64, 65, 200, 1000):
    ints = [rnd(n + 3) for _ in range(n)]
    check(ints)
    check(ints, reverse=True)
    check([i / 3 for i in ints])
    check([str(i) for i in ints], reverse=True)
    check([i if i % 3 else i + 0.5 for i in ints])
    check([2**61 + i for i in ints])
    check([(i % 4, str(i)) for i in ints])
    check([(i % 4,) if i % 2 else (i % 4, -i) for i in ints], reverse=True)
    check([[i % 5, i] for i in ints])
    check([bytes([i % 256]) for i in ints])
    stable = [Item(rnd(6), i) for i in range(n)]
    for reverse in (False, True):
        out = check(stable, reverse=reverse)
        for a, b in zip(out, out[1:]):
            assert a.key != b.key or a.tag < b.tag
        out = sorted(stable, key=lambda item: item.key, reverse=reverse)
        for a, b in zip(out, out[1:]):
            assert a.key != b.key or a.tag < b.tag
    for shape in (
        list(range(n)),
        list(range(n))[::-1],
        [i // 10 for i in range(n)],
        list(range(n // 2)) + list(range(n - n // 2)),
        [i ^ 5 for i in range(n)],
    ):
        assert sorted(shape, key=lambda x: Item(x, 0)) == sorted(shape)
        assert sorted(shape, key=cmp_to_key(lambda a, b: a - b)) == sorted(shape)
        assert sorted(shape, key=cmp_to_key(lambda a, b: b - a)) == sorted(shape, reverse=True)
print(sorted([3, True, 2.5, False, 0.0, -1, 10**30, -(10**30)]))
print(sorted(["b", "B", "\u00e9", "z", "\U0001f600", "\uffff", ""]))
print(sorted([0.0, -0.0, 1e300, -1e300, 5e-324, float("inf"), float("-inf")]))
print(sorted([(1, "b"), (1, "a"), (0, "z"), (1,)]), sorted([[2], [1, 5], []]), sorted({3, 1, 2}), sorted("hello"))
print(sorted([2**53, 2.0**53, 2**53 + 1]), sorted([True, 1, 1.0, 0]))


class Bad:
    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        if self.n == 7 or other.n == 7:
            raise KeyError("seven")
        return self.n < other.n


items = [Bad(i * 37 % 50) for i in range(50)]
before = set(items)
try:
    items.sort()
except KeyError as e:
    print(repr(e), len(items), set(items) == before)


def touch(x):
    lst.append(x)
    return x


for action in (lst_op for lst_op in ("append", "clear", "pop")):
    lst = [3, 1, 2]
    try:
        if action == "append":
            lst.sort(key=touch)
        elif action == "clear":
            lst.sort(key=lambda x: lst.clear() or x)
        else:
            lst.sort(key=lambda x: lst.append(1) or lst.pop())
    except ValueError as e:
        print(action, e, lst)
    else:
        print(action, lst)
lst = [3, 1, 2]
lst.sort(key=lambda x: len(lst))
print(lst)
calls = []
sorted([5, 3, 4], key=lambda x: calls.append(x) or x)
print(calls)
for f in (
    lambda: sorted([1, "a"]),
    lambda: sorted([(1, 2), (1, "a")]),
    lambda: sorted([None, None]),
    lambda: sorted([1j, 2j]),
    lambda: sorted([1], key=5),
    lambda: sorted([], key=5),
    lambda: sorted([1, 2], key=lambda: 0),
    lambda: sorted(5),
    lambda: sorted([1], reverse="x"),
    lambda: [1].sort(None),
    lambda: [2, 1].sort(key=None, reverse=0),
    lambda: sorted([1, 2], lambda x: x),
    lambda: sorted(),
    lambda: sorted([1], foo=2),
):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
