# defaultdict, OrderedDict, ChainMap, UserDict.
from collections import defaultdict, OrderedDict, ChainMap, UserDict, UserList

d = defaultdict(list)
d["a"].append(1)
d["b"].append(2)
d["a"].append(3)
print(d, dict(d), d.get("zzz"), "zzz" in d, d.default_factory)
c = defaultdict(int)
for ch in "hello":
    c[ch] += 1
print(c, c["none"], len(c))
n = defaultdict(None)
try:
    n["k"]
except KeyError as e:
    print(repr(e))
try:
    defaultdict(5)
except TypeError as e:
    print(e)
print(defaultdict(int, a=1), defaultdict(list, {"x": [1]}).copy(), defaultdict(int) | {"q": 1})


class D(defaultdict):
    def __missing__(self, key):
        return f"missing {key}"


print(D()["k"])
tree = lambda: defaultdict(tree)
t = tree()
t["a"]["b"]["c"] = 1
print(t["a"]["b"]["c"], list(t))
o = OrderedDict([("a", 1), ("b", 2), ("c", 3)])
o.move_to_end("a")
print(o, list(o))
o.move_to_end("c", last=False)
print(list(o), o.popitem(), o.popitem(last=False), o)
print(OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1), OrderedDict(a=1, b=2) == {"b": 2, "a": 1}, list(reversed(OrderedDict(a=1, b=2))))
try:
    o.move_to_end("nope")
except KeyError as e:
    print(repr(e))
try:
    OrderedDict().popitem()
except KeyError as e:
    print(e)
print(OrderedDict.fromkeys("ab", 0), OrderedDict(), o.copy(), o | {"z": 1})
m = ChainMap({"a": 1}, {"a": 2, "b": 3})
print(m["a"], m["b"], sorted(m), len(m), m.maps, m.get("z", 0))
m["b"] = 10
print(m, m.new_child({"c": 1})["c"], m.parents)
try:
    m["nope"]
except KeyError as e:
    print(e)
try:
    del m["zz"]
except KeyError as e:
    print(e)


class Lower(UserDict):
    def __setitem__(self, k, v):
        super().__setitem__(k.lower(), v)


u = Lower({"A": 1})
u["B"] = 2
print(u, u.data, UserList([1, 2]) + [3])
