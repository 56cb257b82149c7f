# __getattribute__, __getattr__, __setattr__, __delattr__, __dir__, and the builtins.
class Fallback:
    def __init__(self):
        self.real = 1

    def __getattr__(self, name):
        if name.startswith("x"):
            return f"made {name}"
        raise AttributeError(f"no {name}")


f = Fallback()
print(f.real, f.x1, getattr(f, "x2"), getattr(f, "y", "default"), hasattr(f, "x"), hasattr(f, "y"))
try:
    f.y
except AttributeError as e:
    print(e, e.name)


class All:
    def __getattribute__(self, name):
        print("getattribute", name, end=" ")
        return object.__getattribute__(self, name)

    def __getattr__(self, name):
        print("getattr", name, end=" ")
        return "fallback"

    def __setattr__(self, name, value):
        print("setattr", name, end=" ")
        object.__setattr__(self, name, value)

    def __delattr__(self, name):
        print("delattr", name, end=" ")
        object.__delattr__(self, name)

    def method(self):
        return "method"


a = All()
a.v = 5
print(a.v)
print(a.nope)
print(a.method())
a.v += 1
print()
del a.v
print()
try:
    del a.v
except AttributeError as e:
    print(e)
print(hasattr(a, "zzz"))
print(len([a]), a.__class__.__name__)


class Special:
    def __getattr__(self, name):
        print("asked", name)
        return lambda *args: 42


try:
    len(Special())
except TypeError as e:
    print(e)
try:
    Special() + 1
except TypeError as e:
    print(e)
print(Special().anything(1, 2))


class Raising:
    def __getattr__(self, name):
        raise KeyError(name)


for g in (lambda: Raising().q, lambda: hasattr(Raising(), "q"), lambda: getattr(Raising(), "q", 1)):
    try:
        g()
    except KeyError as e:
        print("KeyError", e)
for g in (
    lambda: getattr(1, 5),
    lambda: getattr(1),
    lambda: setattr(1, "x", 2),
    lambda: setattr(f, 5, 2),
    lambda: delattr(1, "real"),
    lambda: hasattr(1, None),
    lambda: setattr(object(), "x", 1),
    lambda: setattr(int, "x", 1),
    lambda: setattr(len, "x", 1),
    lambda: None.x,
    lambda: (1).real.imag.nope,
    lambda: getattr(1, "x" * 3),
    lambda: vars(1),
    lambda: delattr(int, "bit_length"),
    lambda: setattr([], "append", 1),
):
    try:
        print(g())
    except Exception as e:
        print(type(e).__name__, e)


def fn():
    pass


fn.attr = 1
print(fn.attr, vars(fn), getattr(fn, "__name__"))


class Proxy:
    def __init__(self, target):
        object.__setattr__(self, "_target", target)

    def __getattribute__(self, name):
        return getattr(object.__getattribute__(self, "_target"), name)

    def __setattr__(self, name, value):
        setattr(object.__getattribute__(self, "_target"), name, value)


p = Proxy(f)
p.new = 7
print(f.new, p.real, p.xyz, type(p).__name__, p.__class__.__name__, isinstance(p, Fallback))
