# Every dict method with its edges and errors.
d = {"a": 1, "b": 2}
d["c"] = 3
d["a"] = 10
print(d, len(d), d["a"], "b" in d, 2 in d, "z" not in d)
print(d.get("a"), d.get("z"), d.get("z", 0), d.setdefault("a", 5), d.setdefault("d", 4), d.setdefault("n"), d)
print(d.pop("a"), d.pop("zzz", "default"), d.popitem(), d)
del d["c"]
d["c"] = "again"
print(list(d), list(d.values()), list(d.items()), d.keys(), d.values(), d.items())
d.update({"x": 1}, y=2)
d.update([("z", 3), "pq"])
d.update()
d.update(k=5)
print(d)
print(dict(), dict(a=1), dict([(1, 2)], b=3), dict({"q": 1}, q=2), dict(zip("ab", range(2))), {**d, "x": 0} == d, dict(d) == d)
print(dict.fromkeys("abc"), dict.fromkeys([1, 2], 0), dict.fromkeys((), 1))
e = d.copy()
e.clear()
print(e, bool(e), bool(d))
print({1: 2} | {3: 4}, {1: 2} | {1: 3})
f = {1: 1}
f |= {2: 2}
f |= [(3, 3)]
print(f, list(reversed(f)), list(reversed(f.items())), list(reversed(f.values())))
print({1: "a", 2: "b"} == {2: "b", 1: "a"}, {1: 1} == {1: 1.0}, {1: 2} != {1: 3}, {} == [])
for g in (
    lambda: d["missing"],
    lambda: d[[]],
    lambda: d.pop("missing"),
    lambda: d.pop(),
    lambda: {}.popitem(),
    lambda: d.get(),
    lambda: d.get([]),
    lambda: d.update(5),
    lambda: d.update([1]),
    lambda: d.update(["abc"]),
    lambda: d.update([(1, 2, 3)]),
    lambda: d.update({}, {}),
    lambda: dict(5),
    lambda: dict([1, 2]),
    lambda: dict({}, {}),
    lambda: dict.fromkeys(5),
    lambda: dict.fromkeys(),
    lambda: {} | [],
    lambda: {} | 5,
    lambda: {[]: 1},
    lambda: {{}: 1},
    lambda: d.setdefault(),
    lambda: d.copy(1),
    lambda: {} < {},
    lambda: {}[1],
    lambda: {}[(1, "x")],
    lambda: {}[None],
    lambda: {}["it's"],
    lambda: dict(**{1: 2}),
):
    try:
        print(g())
    except Exception as e:
        print(type(e).__name__, e)
try:
    del {}["k"]
except KeyError as e:
    print(repr(e))
x = {}
x["self"] = x
print(x, {1: {2: {3: {}}}})
y = {True: "t"}
y[1] = "one"
y[1.0] = "float"
print(y)
