# dict(), |, update with every kind of source; order of keys after updates.
class M:
    def keys(self):
        return ["a", "b"]

    def __getitem__(self, k):
        return k * 2


class NoItem:
    def keys(self):
        return ["a"]


print(dict(M()), dict(M(), c=3), {**M()}, dict([["x", 1], ("y", 2), "zw"]), dict(iter([(1, 2)])), dict({1: 2}.items()), dict(enumerate("ab")))
d = {"b": 1, "a": 2}
d.update(M(), c=3)
print(d)
d |= {"a": "new", "z": 0}
d |= [("q", 1)]
print(d, d | {"b": None}, {"first": 0} | d)
for f in (lambda: dict(NoItem()), lambda: {**NoItem()}, lambda: {**5}, lambda: {**[1]}, lambda: dict([1]), lambda: dict([(1,)]), lambda: dict(["abc"]), lambda: dict([([], 1)]), lambda: {} | 5, lambda: 5 | {}, lambda: dict(5), lambda: dict(None), lambda: d.update(None), lambda: d.update([1, 2]), lambda: dict(a=1, **{"a": 2})):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
x = {"k": 1, "k": 2, "j": 3, "k": 4}
print(x, len(x))
del x["k"]
x["k"] = 5
print(list(x), {k: v for k, v in sorted(x.items())}, dict(sorted(x.items(), key=lambda kv: -kv[1])))
a = {1: "a"}
a[1.0] = "b"
a[True] = "c"
print(a, a == {1.0: "c"}, 1 in a, True in a)
big = {i: str(i) for i in range(1000)}
for i in range(0, 1000, 3):
    del big[i]
big.update({i: "back" for i in range(0, 30, 3)})
print(len(big), list(big)[:4], list(big)[-3:], big[3], big.get(33), sum(big), big.popitem(), big.popitem())
s = {}
for w in "the cat the dog the end".split():
    s[w] = s.get(w, 0) + 1
    s.setdefault("list", []).append(w)
print(s)
inv = {v: k for k, v in {"a": 1, "b": 2}.items()}
print(inv, dict(zip(inv.values(), inv)), {**inv, 3: "c"}, dict.fromkeys("aab"), dict.fromkeys([1, 2], []), list({}.items()), max({3: "x", 10: "a"}), sorted({"b": 1, "a": 2}), {}.keys() == set())
e = dict.fromkeys(range(3), [])
e[0].append(1)
print(e)


class D(dict):
    def __setitem__(self, k, v):
        print("set", k)
        super().__setitem__(k, v)


q = D(a=1)
q["b"] = 2
q.update(c=3)
q.setdefault("d", 4)
print(q, type(q.copy()).__name__, type(q | {}).__name__, D.fromkeys("z"))
