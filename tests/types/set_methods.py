# Every set and frozenset method with its edges and errors.
a, b = {1, 2, 3}, {3, 4}
print(a | b, a & b, a - b, a ^ b, a.union(b, [9]), a.intersection(b, (3,)), a.difference(b, [1]), a.symmetric_difference([1, 5]))
print(a.union(), a.intersection(), a.difference(), a <= {1, 2, 3, 4}, a < a, a <= a, a > {1}, a >= {5}, a == {3, 2, 1}, a != b, a.issubset(range(9)), a.issuperset([1]), a.isdisjoint([7]), a.isdisjoint(b))
s = set()
s.add(1)
s.add(1)
s.update([2], (3,), "4")
s.discard(99)
s.remove(2)
print(len(s), 1 in s, "4" in s, s.pop() in (1, 3, "4"), len(s))
s.clear()
print(s, frozenset(), frozenset({1}), set("a"), {*()}, repr({1}), str({"x"}))
s = {1, 2, 3, 4}
s.intersection_update([2, 3, 9])
print(s)
s.difference_update({3}, [100])
print(s)
s.symmetric_difference_update([2, 7])
print(s)
s |= {8}
s &= {8, 7}
s -= {7}
s ^= {1, 8}
print(s)
f = frozenset([1, 2])
print(f | {3}, {3} | f, type(f | {3}).__name__, type({3} | f).__name__, f == {1, 2}, hash(f) == hash(frozenset([2, 1])), f.copy() is f, frozenset(f) is f, {f: 1}[frozenset({2, 1})])
print({frozenset({1}), frozenset({1})}, f in {f}, {1, 2} in {f})
for g in (
    lambda: set().pop(),
    lambda: a.remove(99),
    lambda: a.remove([]),
    lambda: a.add([]),
    lambda: a.add(),
    lambda: {[]},
    lambda: set(5),
    lambda: set(1, 2),
    lambda: a | [1],
    lambda: a & (1,),
    lambda: a - "x",
    lambda: a < [1],
    lambda: a + b,
    lambda: a[0],
    lambda: hash(a),
    lambda: f.add(1),
    lambda: a.union(5),
    lambda: a.update(5),
    lambda: [] in a,
    lambda: a.issubset(5),
    lambda: frozenset([[]]),
    lambda: set(x=1),
    lambda: {1: a}[a],
    lambda: a.remove(frozenset({9})),
    lambda: a.discard({}),
):
    try:
        print(g())
    except Exception as e:
        print(type(e).__name__, e)
g2 = a
a |= {50}
print(g2 is a, a)
h = f
h |= {5}
print(h is f, h, f)
print(a == frozenset(a), set() == frozenset(), {1} == [1], bool(set()), bool({0}))
nested = {frozenset({1, 2}), frozenset()}
print({1, 2} in nested, set() in nested, {3} in nested)
