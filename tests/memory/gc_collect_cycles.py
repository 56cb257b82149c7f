# modes: normal, nogc
# gc.collect() frees cycles of every kind and says how many objects it found.
import gc

gc.collect()
gc.disable()


class Node:
    pass


a = []
a.append(a)
del a
print("list", gc.collect())
d = {}
d["d"] = d
del d
print("dict", gc.collect())
n = Node()
n.me = n
del n
print("instance", gc.collect() > 0)
x, y = [], []
x.append(y)
y.append(x)
del x, y
print("pair", gc.collect())
t = ([],)
t[0].append(t)
del t
print("tuple", gc.collect())


def cell():
    f = lambda: f
    return f


cell()
print("closure", gc.collect() > 0)


def gen():
    g = yield
    yield g


g = gen()
next(g)
g.send(g)
del g
print("generator", gc.collect() > 0)


class K:
    pass


K.me = K()
del K
print("class", gc.collect() > 0)
print("nothing", gc.collect())
ring = [[] for _ in range(100)]
for i, r in enumerate(ring):
    r.append(ring[(i + 1) % 100])
del ring, r
print("ring", gc.collect())
live = []
live.append(live)
print("live", gc.collect(), len(live))
try:
    1 / 0
except ZeroDivisionError as e:
    kept = e
kept.me = kept
del kept
print("exception", gc.collect() > 0)
