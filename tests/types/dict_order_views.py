# Insertion order through deletions; views as sets; changes while iterating.
d = {i: i * i for i in range(10)}
for k in (3, 5, 7):
    del d[k]
d[3] = "back"
print(d)
for i in range(200):
    d[i] = i
for i in range(0, 200, 2):
    del d[i]
print(list(d)[:8], len(d))
a, b = {"x": 1, "y": 2}, {"y": 2, "z": 3}
print(sorted(a.keys() & b.keys()), sorted(a.keys() | b.keys()), sorted(a.keys() - b.keys()), sorted(a.keys() ^ b.keys()))
print(a.items() & b.items(), sorted(a.items() | b.items()), sorted(a.items() - b.items()))
print(a.keys() & ["x", "q"], a.keys() - "x", a.keys() == {"x", "y"}, a.keys() <= {"x", "y", "z"}, a.keys() > {"x"}, a.keys().isdisjoint(b), a.keys().isdisjoint([5]))
v = a.keys()
a["w"] = 9
print(v, len(v), "w" in v, ("x", 1) in a.items(), ("x", 2) in a.items(), 5 in a.items(), 9 in a.values())
print(a.values() == a.values(), a.items() == a.items(), v.mapping, type(v).__name__, type(a.items()).__name__)
print(type(iter(a)).__name__, type(iter(a.values())).__name__, type(iter(a.items())).__name__, type(reversed(a)).__name__)
for change in ("d[1000] = 1", "del d[k]", "d.clear()", "d.pop(k); d[k] = 1"):
    d = {1: 1, 2: 2, 3: 3}
    try:
        for k in d:
            exec(change)
        print("no error", len(d))
    except RuntimeError as e:
        print(change, "->", e)
d = {1: 1, 2: 2}
for k in d:
    d[k] = d[k] + 1
print(d)
it = iter(d)
next(it)
print(it.__length_hint__(), list(it), list(it))
for f in (lambda: a.keys() + 1, lambda: a.values() & b.values(), lambda: a.keys()[0], lambda: a.keys() & 5, lambda: hash(a.keys()), lambda: len(iter(a)), lambda: a.keys() < 5):
    try:
        print(f())
    except TypeError as e:
        print(e)


class Key:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return 1

    def __eq__(self, other):
        return isinstance(other, Key) and self.n == other.n

    def __repr__(self):
        return f"K{self.n}"


c = {Key(i): i for i in range(5)}
print(c, c[Key(3)], Key(9) in c)
del c[Key(2)]
c[Key(2)] = "new"
print(c)
