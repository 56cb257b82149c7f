# __getitem__ with all kinds of keys, __setitem__, __delitem__, __contains__, __missing__, __len__.
class Log:
    def __getitem__(self, k):
        return ("get", k)

    def __setitem__(self, k, v):
        print("set", k, v)

    def __delitem__(self, k):
        print("del", k)


x = Log()
print(x[1], x["k"], x[1:2], x[::2], x[...], x[1, 2], x[1:2, 3], x[()], x[None], x[-1], x[:], x[*[1, 2]], x[(1, 2)])
x[0] = 1
x[1:2] = "slice"
x[..., 0] = 5
del x[3]
del x[1:5:2]
x[1], x[2] = 3, 4


class D(dict):
    def __missing__(self, key):
        self[key] = len(self)
        return self[key]


d = D(a=10)
print(d["a"], d["b"], d["c"], d, d.get("zzz"), "q" in d)


class Seq:
    def __init__(self, *items):
        self.items = items

    def __len__(self):
        return len(self.items)

    def __getitem__(self, i):
        if isinstance(i, slice):
            return Seq(*self.items[i])
        return self.items[i]

    def __repr__(self):
        return f"Seq{self.items}"


s = Seq(1, 2, 3)
print(s[0], s[-1], s[1:], s[::-1], len(s), list(s), 2 in s, 9 in s, list(reversed(s)), bool(s), bool(Seq()), sorted(s, reverse=True))
a, *b = s
five, nothing = 5, None
print(a, b, [*s], max(s), dict(enumerate(s)))
for f in (lambda: s[10], lambda: five[0], lambda: nothing[1], lambda: Seq()["x"], lambda: len(5), lambda: object()[0], lambda: f[1], lambda: int[0], lambda: Log[1]):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
for code in ("n = 5; n[0] = 1", "n = 5; del n[0]", "n = 'abc'; n[0] = 'x'", "n = (1,); n[0] = 2", "n = None; n['a'] = 1", "n = {1}; n[0] = 1", "n = range(3); n[0] = 1", "n = Seq(1); n[0] = 1", "n = Seq(1); del n[0]", "n = b'x'; n[0] = 1", "n = frozenset(); del n[0]"):
    try:
        exec(code)
    except TypeError as e:
        print(e)


class Contains:
    def __contains__(self, item):
        return item == "yes"

    def __iter__(self):
        return iter([1, 2])


c = Contains()
print("yes" in c, 1 in c, 1 not in c, list(c))


class IntList(list):
    def __setitem__(self, i, v):
        super().__setitem__(i, int(v))

    def __contains__(self, x):
        return True


il = IntList([1, 2])
il[0] = "42"
print(il, "anything" in il, il[0:1], type(il[0:1]).__name__)
print(slice(1, 2, 3).indices(10), slice(None, None, -1).indices(5), slice(5)== slice(None, 5, None), slice(1, 2), slice(-100, 100).indices(4))
