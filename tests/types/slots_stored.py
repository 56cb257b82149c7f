# Storing to members of __slots__ at one place of the program, for objects of several classes.
# modes: normal, stress


class Point:
    __slots__ = ("x", "y", "z")


class Wide:
    __slots__ = ("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p", "q",
                 "r", "s", "t", "u", "v", "w", "x", "y", "z")


class Child(Point):
    __slots__ = ("w",)


class Both(Point):
    pass


class Listed(list):
    __slots__ = ("x",)


class Other:
    pass


def store(o, v):
    o.x = v


def load(o):
    return o.x


for cls in (Point, Wide, Child, Both, Listed, Other):
    made = [cls() for _ in range(5)]
    for n, o in enumerate(made):
        store(o, n)
        store(o, [n])
    print(cls.__name__, [load(o) for o in made])

objects = [cls() for cls in (Point, Other, Both, Listed, Wide, Child)] * 3
for n, o in enumerate(objects):
    store(o, n)
print([load(o) for o in objects])

p = Point()
for _ in range(5):
    try:
        load(p)
    except AttributeError as e:
        print(e)
    store(p, 1)
    print(load(p))
    del p.x
try:
    del p.x
except AttributeError as e:
    print(e)


def store_q(o):
    o.q = 1


for o in (Point(), Other(), Point(), Both()):
    try:
        store_q(o)
        print(o.q)
    except AttributeError as e:
        print(e)

# The class changes: what a place of the program remembers no longer holds.
first = Point.x
for step in range(3):
    store(p, step)
Point.x = property(lambda self: "property", lambda self, v: print("set", v))
store(p, 4)
print(load(p))
Point.x = first
print(load(p))
store(p, 5)
print(load(p))
try:
    first.__set__(Other(), 1)
except TypeError as e:
    print(e)
try:
    first.__get__(3)
except TypeError as e:
    print(e)


class Loop:
    __slots__ = ("me", "__weakref__")


import gc
import weakref


def cycle():
    o = Loop()
    o.me = [o]
    return weakref.ref(o)


seen = [cycle() for _ in range(4)]
gc.collect()
print([r() for r in seen])
