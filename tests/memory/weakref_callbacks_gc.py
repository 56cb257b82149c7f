# modes: normal, nogc
# Callbacks when the collector frees cycles: which run, what they see.
import gc
import weakref

gc.collect()
gc.disable()


class N:
    def __init__(self, name):
        self.name = name
        self.me = self


log = []


def cb(label):
    return lambda ref: log.append((label, ref()))


n = N("n")
outside = weakref.ref(n, cb("outside"))
n.inside = weakref.ref(n, cb("inside the garbage"))
del n
gc.collect()
print(log, outside())
log.clear()
a, b = N("a"), N("b")
a.b, b.a = b, a
ra, rb = weakref.ref(a, cb("ra")), weakref.ref(b, cb("rb"))
del a, b
gc.collect()
print(sorted(log), ra(), rb())
log.clear()
c = N("c")


def raising(ref):
    log.append("raising")
    raise ValueError("callback fails")


r1 = weakref.ref(c, raising)
r2 = weakref.ref(c, cb("r2"))
del c
gc.collect()
print(len(log))
log.clear()
d = N("d")
wd = weakref.WeakValueDictionary(d=d)
wk = weakref.WeakKeyDictionary({d: "value"})
ws = weakref.WeakSet([d])
print(len(wd), len(wk), len(ws))
del d
print(len(wd), len(wk), len(ws))
gc.collect()
print(len(wd), len(wk), len(ws))
e = N("e")
fin = weakref.finalize(e, log.append, "finalized")
del e
print(fin.alive, log)
gc.collect()
print(fin.alive, log)
f = N("f")
proxy = weakref.proxy(f, lambda p: log.append("proxy callback"))
print(proxy.name)
del f
gc.collect()
try:
    proxy.name
except ReferenceError as err:
    print(err, log)


class K:
    pass


rk = weakref.ref(K, cb("class"))
log.clear()
del K
gc.collect()
print(rk(), log)
g = N("g")
rg = weakref.ref(g)
strong = rg()
del g
gc.collect()
print(rg() is strong)
