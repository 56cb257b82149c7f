# weakref.proxy, WeakMethod and finalize.
import weakref


class C:
    def __init__(self, v):
        self.v = v

    def double(self):
        return self.v * 2

    def __add__(self, other):
        return self.v + other

    def __len__(self):
        return self.v

    def __getitem__(self, k):
        return k * self.v

    def __call__(self, x):
        return (self.v, x)

    def __str__(self):
        return "C as text"


c = C(5)
p = weakref.proxy(c)
print(p.v, p.double(), p + 1, len(p), p[3], p(9), str(p), bool(p), isinstance(p, C))
p.v = 6
print(c.v, type(p).__name__)
del p.v
print(hasattr(c, "v"))
c.v = 7
try:
    hash(p)
except TypeError as e:
    print(e)
m = weakref.WeakMethod(c.double)
print(m()(), m == weakref.WeakMethod(c.double))
f = weakref.finalize(c, lambda *a, **k: print("finalize", a, k) or "result", 1, k=2)
g = weakref.finalize(c, print, "second finalizer")
print(f.alive, f.atexit, f.peek()[2:])
del c
print(f.alive, m(), f())
for op in (lambda: p.v, lambda: len(p), lambda: p + 1, lambda: str(p), lambda: p()):
    try:
        op()
    except ReferenceError as e:
        print(e)
d = C(1)
h = weakref.finalize(d, lambda: "called by hand")
print(h(), h(), h.alive)
i = weakref.finalize(d, print, "detached")
print(i.detach()[3], i.alive)
j = weakref.finalize(d, print, "at exit")
print("end")
