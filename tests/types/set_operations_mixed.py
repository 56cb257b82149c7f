# set operators between set, frozenset, views, and iterables; subclass results; in-place forms.
s, f = {1, 2, 3}, frozenset([2, 3, 4])
for op in ("|", "&", "-", "^"):
    r1, r2 = eval(f"s {op} f"), eval(f"f {op} s")
    print(op, type(r1).__name__, sorted(r1), type(r2).__name__, sorted(r2), sorted(eval(f"s {op} {{1: 0, 9: 0}}.keys()")))
for op in ("<=", "<", ">=", ">", "==", "!="):
    print(op, [eval(f"a {op} b", {"a": a, "b": b}) for a in (s, {1}, set()) for b in (f, {1, 2, 3}, {1, 2, 3, 4})])


class S(set):
    pass


x = S([1, 2])
print(type(x | {3}).__name__, type(x.copy()).__name__, type(x - {1}).__name__, type({1} | x).__name__, x | {3}, repr(x), S())
x |= {5}
print(type(x).__name__, sorted(x))


class FS(frozenset):
    pass


print(FS([1]), type(FS([1]) | {2}).__name__, FS([1]) == {1}, hash(FS([1])) == hash(frozenset([1])), type(FS([1]).copy()).__name__)
for code in ("s |= [1]", "s &= 'a'", "s -= (1,)", "s ^= 5", "f |= [1]", "s |= None", "s = s | [1]"):
    try:
        exec(code)
    except TypeError as e:
        print(e)
t = {1, 2}
t |= frozenset({3})
t ^= {1}.union("a")
print(sorted(map(str, t)))
t &= t
t -= t
print(t)
u = {1, 2, 3}
u.update(u)
u.difference_update(u)
u.update(*[[1], (2,), {3: 0}, {4}])
print(len(u), u.intersection(*[{1, 2}, [2]]), u.union(), {1, 2}.difference([1], [2]), {1}.symmetric_difference("a") == {1, "a"}, {1, 2}.isdisjoint(iter([3])), {1}.issubset([1, 1]), {1}.issuperset(()))
print({1, 1.0, True}, {0, False, 0.0}, {(1, 2), (1.0, 2.0)}, len({frozenset(), frozenset()}), {float("nan")} == {float("nan")}, {None, ()}  == {(), None})
v = {i for i in range(100)}
for i in range(0, 100, 2):
    v.remove(i)
v2 = set(v)
print(len(v), sum(v), v == v2, v <= v2, sorted(v)[:3], min(v), max(v), len(v & set(range(50))), 98 in v, sorted(v, key=lambda i: -i)[0])
it = iter({1, 2})
next(it)
print(it.__length_hint__(), len(list(it)), type(it).__name__)
g = {1, 2, 3}
h = iter(g)
next(h)
g.add(99)
try:
    next(h)
except RuntimeError as e:
    print(e)
