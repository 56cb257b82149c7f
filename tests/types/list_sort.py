# sort and sorted: stability, keys, reverse, errors, mutation while sorting.
a = [5, 2, 9, 1, 5, 6]
a.sort()
print(a, sorted(a, reverse=True), sorted("banana"), sorted({3: 1, 1: 2}), sorted((2, 1)))
words = ["banana", "kiwi", "apple", "fig", "date"]
print(sorted(words, key=len), sorted(words, key=len, reverse=True), sorted(words, key=lambda w: (len(w), w)))
pairs = [(1, "b"), (0, "z"), (1, "a"), (0, "y"), (1, "c")]
print(sorted(pairs, key=lambda p: p[0]), sorted(pairs, key=lambda p: p[0], reverse=True), sorted(pairs))
print(words.sort(), words, a.sort(key=None), a)
x = [(i * 7919) % 1009 for i in range(1000)]
y = sorted(x)
print(all(p <= q for p, q in zip(y, y[1:])), y[:5], y[-5:], sorted(y, reverse=True)[:3])
z = list(range(100)) + list(range(50, 0, -1)) + list(range(100))
print(sorted(z)[:12], sorted(z)[-5:])
print(sorted([3, 1.5, True, 2**70, -0.5]), sorted([[2], [1, 5], [1]]), sorted([(1, "a"), (1, "A")]))
print(sorted(["é", "e", "z", "Z", "😀", "→"]), sorted([b"b", b"a"]), sorted([1.5, -2.5, 0.0, 3e10]))
compared = []


class K:
    def __init__(self, v):
        self.v = v

    def __lt__(self, other):
        compared.append((self.v, other.v))
        return self.v < other.v


print([k.v for k in sorted([K(2), K(1)])], compared)
compared.clear()
print([k.v for k in sorted([K(3), K(2), K(1), K(2)])], len(compared))
for f in (
    lambda: [1, "a"].sort(),
    lambda: sorted([1, None]),
    lambda: sorted([1j, 2j]),
    lambda: sorted(5),
    lambda: sorted([1], len),
    lambda: [].sort(1),
    lambda: sorted([1], key=5),
    lambda: sorted([1, 2], key=lambda: 0),
    lambda: sorted(),
    lambda: sorted([3, 1], reverse="x"),
    lambda: sorted([1], reverse=None),
    lambda: sorted([1], bad=1),
    lambda: sorted([object(), object()]),
):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
m = [3, 1, 2]


def spoil(v):
    m.append(0)
    return v


try:
    m.sort(key=spoil)
except ValueError as e:
    print(e, m)
seen = []
n = [3, 1, 2]
n.sort(key=lambda v: (seen.append(len(n)), v)[1])
print(seen, n)
p = [2, 1, 3]


def fail(v):
    if v == 3:
        raise KeyError("key fails")
    return v


try:
    p.sort(key=fail)
except KeyError:
    print(p)
