# Keys whose __eq__ and __hash__ raise, lie, or change the dict.
class H:
    def __init__(self, h, eq=None):
        self.h, self.eq = h, eq

    def __hash__(self):
        if isinstance(self.h, Exception):
            raise self.h
        return self.h

    def __eq__(self, other):
        if self.eq:
            return self.eq(other)
        return self is other


d = {}
try:
    d[H(ValueError("hash fails"))] = 1
except ValueError as e:
    print(e, d)


def boom(other):
    raise KeyError("eq fails")


a = H(5, boom)
d[a] = 1
print(d[a], a in d)
for f in (lambda: d[H(5)], lambda: H(5) in d, lambda: d.get(H(5)), lambda: d.setdefault(H(5), 2), lambda: d.pop(H(5), None), lambda: d.update({H(5): 1}), lambda: {a, H(5)}):
    try:
        print(f())
    except KeyError as e:
        print("KeyError", e)
print(len(d))
c = {}


def clear(other):
    c.clear()
    return False


k = H(7, clear)
c[k] = 1
c[H(7)] = 2
print(len(c))
g = {}


grown = []


def grow(other):
    if not grown:
        grown.append(True)
        for i in range(100):
            g[i] = i
    return isinstance(other, H)


m = H(3, grow)
g[m] = "m"
print(len(g))
g[H(3)] = "x"
print(len(g) in (100, 101), 99 in g)
s = {H(1, lambda o: True)}
print(H(1) in s, H(2) in s, len(s | {H(1)}), 1 in s)
many = {H(i % 3): i for i in range(30)}
print(len(many), sorted(many.values())[-3:])
mutable = H(1)
t = {mutable: "found"}
mutable.h = 2
print(t.get(mutable), mutable in t, list(t.values()), mutable in list(t))
mutable.h = 1
print(t[mutable])
lst = [1, 2, 3]


class Evil:
    def __eq__(self, other):
        lst.clear()
        return False


print(Evil() in lst, lst)
lst = [Evil(), Evil(), Evil()]
print(lst.count(1), lst)
lst = [1, 2, 3, Evil()]
try:
    lst.remove("x")
except ValueError as e:
    print(e, lst)
lst = [Evil(), 2]
try:
    print(lst.index(2))
except ValueError as e:
    print(e)
