# Lists changed by callbacks while a method works on them.
class Del:
    def __init__(self, lst):
        self.lst = lst

    def __del__(self):
        self.lst.append("from del")


a = []
a.append(Del(a))
a.append(1)
a.pop(0)
print(a)
b = []
b.extend([Del(b), 2])
b[0] = "replaced"
print(b)
c = []
c.append(Del(c))
c.clear()
print(c)


def gen(lst):
    for i in range(5):
        lst.append(f"g{i}")
        yield i


d = []
d.extend(gen(d))
print(d)
e = [1, 2, 3, 4]
e[1:3] = (e.pop() for _ in range(2))
print(e)


class Key:
    def __init__(self, v, lst):
        self.v, self.lst = v, lst

    def __lt__(self, o):
        self.lst.append(0)
        return self.v < o.v


f = []
f.extend([Key(2, f), Key(1, f)])
try:
    f.sort()
except ValueError as err:
    print(err)


class Eq:
    def __init__(self, lst):
        self.lst = lst

    def __eq__(self, o):
        del self.lst[:]
        return False


g = []
g.extend([Eq(g), 1, 2])
print(2 in g, g)
g.extend([Eq(g), 1, 2])
print(g == [5, 1, 2], g)
h = [1, 2, 3]
for x in h:
    h.insert(0, x) if len(h) < 8 else None
print(h)
i = list(range(10))
for x in i:
    if x % 2 == 0:
        i.remove(x)
print(i)
j = [1, 2, 3]
it = iter(j)
next(it)
j.clear()
print(list(it), j)
k = [3, 2, 1]
r = reversed(k)
next(r)
k.append(9)
print(list(r))
k.clear()
print(list(reversed(k)))
m = [[]]
m[0].append(m)
print(m, repr(m), m == m)
n = []
n.append(n)
o = []
o.append(o)
try:
    n == o
except RecursionError as err:
    print(type(err).__name__)


class Idx:
    def __init__(self, lst):
        self.lst = lst

    def __index__(self):
        self.lst.clear()
        return 0


p = [1, 2, 3]
try:
    print(p[Idx(p)])
except IndexError as err:
    print(err)
p = [1, 2, 3]
try:
    p[Idx(p)] = 5
except IndexError as err:
    print(err)
p = [1, 2, 3]
print(p[Idx(p) :], p)
