# WeakValueDictionary, WeakKeyDictionary, WeakSet.
import weakref


class C:
    def __init__(self, n):
        self.n = n

    def __repr__(self):
        return f"C{self.n}"


a, b = C(1), C(2)
w = weakref.WeakValueDictionary(a=a, b=b)
print(sorted(w), len(w), w["a"], "a" in w, w.get("z", "none"), sorted(w.keys()))
del a
print(len(w), list(w.items()), "a" in w)
try:
    w["a"]
except KeyError as e:
    print("KeyError", e)
w["c"] = c = C(3)
print(w.pop("c"), len(w), w.setdefault("d", c), list(w.values()), w.copy()["d"])
w.update({"e": b})
print(sorted(w), sorted(r() .n for r in w.valuerefs()))
k = weakref.WeakKeyDictionary()
x, y = C(10), C(20)
k[x] = "ten"
k[y] = "twenty"
print(len(k), k[x], y in k, sorted(k.values()))
del x
print(len(k), list(k.items()))
try:
    k[5] = 1
except TypeError as e:
    print(e)
s = weakref.WeakSet([b, c])
print(len(s), b in s, sorted(o.n for o in s))
s.add(y)
del b, c
w.clear()
print(len(s), list(s))
s.discard(y)
print(len(s), s == weakref.WeakSet())
