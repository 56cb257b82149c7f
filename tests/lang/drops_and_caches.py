# When values are dropped; attributes and globals that change under inline caches.
class D:
    def __init__(s, n): s.n = n
    def __del__(s): print("del", s.n)
d = D(1); d = D(2); d = None
def f(): x = D("local"); return 5
f()
D("temp"); print("after temp")
l = [D(i) for i in range(3)]; l.pop(); print("popped"); l[0] = None; del l
a = D("a"); b = a; del a; print("still"); del b
def g():
    try: x = D("x"); raise ValueError
    except ValueError: print("caught")
    print("end g")
g()
class Node:
    def __init__(s, v): s.v = v; s.next = None
    def __del__(s): print("node", s.v)
h = Node(0); h.next = Node(1); h.next.next = Node(2); h = None
d = {"a": D("da")}; d["a"] = D("db"); d.clear(); print("cleared")
def gen():
    x = D("gx")
    yield 1
g = gen(); next(g); del g; print("gen gone")
x = (D("t1"), D("t2")); x = 0
def h(a): del a; print("in h")
h(D("arg"))
class P: pass
for i in range(3):
    p = P(); p.a = i
    if i == 1: p.b = 5
    if i == 2: P.c = 7
    print(getattr(p, "b", None), getattr(p, "c", None), p.__dict__)
class Q:
    v = 1
    def m(s): return "m1"
def call(o): return o.m(), o.v
q = Q()
for i in range(4):
    print(call(q))
    if i == 0: Q.m = lambda s: "m2"
    if i == 1: q.m = lambda: "inst"; q.v = 9
    if i == 2: del q.m; Q.v = property(lambda s: "prop")
class R:
    def __init__(s): s.x = 1; s.y = 2
r = R(); del r.x; r.z = 3; print(r.__dict__, r.y); r.__dict__["w"] = 4; print(r.w); r.__dict__ = {"n": 1}; print(r.n, vars(r))
try: r.y
except AttributeError as e: print(e)
def glob_test():
    return GG
GG = 1; print(glob_test()); GG = 2; print(glob_test()); del GG
try: glob_test()
except NameError as e: print(e)
len_ = len
def uselen(): return len([1])
print(uselen()); len = lambda x: "mine"; print(uselen()); del len; print(uselen())
for i in range(200):
    o = P()
    for j in range(i): setattr(o, f"a{j}", j)
    assert sum(vars(o).values()) == i * (i - 1) // 2
o = P()
for j in range(300): setattr(o, f"a{j}", j)
print(o.a299, len(o.__dict__)); del o.a5; print(hasattr(o, "a5"), o.a6)
class S(list): pass
s = S([1]); s.x = 5; print(s, s.x, s.__dict__)
class T2(int): pass
t = T2(5); t.y = 1; print(t + 1, t.y)
class Di(dict):
    def __missing__(s, k): return k * 2
print(Di()["ab"])
import gc
class Cy:
    def __del__(s): print("cy")
c = Cy(); c.me = c; del c; gc.collect(); print("collected")
def deep(n):
    if n: return deep(n - 1)
    return 0
print(deep(900))
s = ""
for i in range(1000): s += str(i)
print(len(s))
t = s; s += "x"; print(len(t), len(s))
n = 0
while n < 100000: n += 1
print(n)
a = [1]; b = a; a += [2]; print(b); a = a + [3]; print(b)
t = (1, [2]); 
try: t[1] += [3]
except TypeError as e: print(e, t)
i = 5; i **= 2; i //= 3; i <<= 2; i |= 1; i ^= 3; i %= 7; print(i)
x = y = z = []; x.append(1); print(z, x is y)
class Acc:
    def __iadd__(s, o): print("iadd", o); return s
    def __getitem__(s, i): print("gi", i); return 1
    def __setitem__(s, i, v): print("si", i, v)
ac = Acc(); ac += 1; ac[2] += 3
class Attr:
    def __getattr__(s, n): print("ga", n); return 10
ar = Attr(); ar.x += 1; print(ar.__dict__)
print([i * j for i in range(3) if i for j in range(3) if j != i], {i: j for i, j in [(1, 2)]})
print([[i for i in range(j)] for j in range(3)])
it = iter([1, 2, 3]); print([x + next(it) for x in it] if False else list(zip(it, it)))
for x in range(3):
    if x == 5: break
else: print("else")
while False: pass
else: print("welse")
for k, v in {"a": 1}.items(): print(k, v)
for i in range(10, 0, -3): print(i, end=" ")
print()
print(1_000, 0xff, 0o17, 0b11, 1e3, 1j, .5, "a" "b", r"\n", b"a\x00", u"x", """m
l""")
print(10 ** 30, -7 // 2, -7 % 3, 7 // -2, 2 ** -1, 1 / 3, 5 % -3, ~5, 6 & 3, 6 | 3, 6 ^ 3, 1 << 70, (1 << 70) >> 68)
