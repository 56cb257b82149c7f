# vars, dir, getattr, setattr, delattr, hasattr, isinstance on modules, classes, instances.
class A:
    cls_attr = 1

    def __init__(self):
        self.x = 1

    def method(self):
        pass


class B(A):
    other = 2

    def __dir__(self):
        return ["z", "a", "m"]


a, b = A(), B()
print(vars(a), [n for n in dir(a) if not n.startswith("__")], [n for n in dir(A) if not n.startswith("__")], [n for n in dir(B) if not n.startswith("__")], dir(b))
print([n for n in dir() if not n.startswith("__")])


def f():
    z, y = 1, 2
    return dir(), vars()


print(f())
print("append" in dir([]), "upper" in dir(""), "__add__" in dir(1), "__init__" in dir(object), len(dir(object)) > 20)
import math

print("pi" in dir(math), vars(math)["pi"], getattr(math, "e"), hasattr(math, "nope"))
setattr(a, "new", 5)
setattr(A, "on_class", 6)
print(a.new, a.on_class, vars(a), getattr(a, "nope", "dflt"), hasattr(a, "x"))
delattr(a, "new")
print(vars(a))
vars(a)["direct"] = 9
print(a.direct)
m = type(math)("made", "its doc")
m.v = 1
print(m.__name__, m.__doc__, m.v, sorted(vars(m)), m)
try:
    m.missing
except AttributeError as e:
    print(e)
try:
    math.missing
except AttributeError as e:
    print(e)
for g in (lambda: vars(5), lambda: vars([]), lambda: dir(1, 2), lambda: vars(1, 2), lambda: getattr(a), lambda: getattr(a, 1), lambda: delattr(a, "zz"), lambda: setattr(a, "b"), lambda: hasattr(a)):
    try:
        print(g())
    except Exception as e:
        print(type(e).__name__, e)
print(sorted(vars(A))[-3:], "method" in vars(A), "method" in vars(B), [k for k in vars(B) if not k.startswith("__")])
print([n for n in dir(object) if n.startswith("__") and n[2] in "abcdefgh"])
