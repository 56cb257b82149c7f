# __slots__: layout, errors, inheritance, __dict__ and __weakref__.
class S:
    __slots__ = ("a", "b")

    def __init__(self):
        self.a = 1


s = S()
print(s.a, hasattr(s, "b"), hasattr(s, "__dict__"), S.__slots__, type(S.a).__name__)
for action in (
    lambda: s.b,
    lambda: setattr(s, "c", 1),
    lambda: delattr(s, "b"),
    lambda: s.nope,
    lambda: vars(s),
    lambda: S.a.__get__(5),
):
    try:
        print(action())
    except Exception as e:
        print(type(e).__name__, e)
s.b = 2
del s.a
print(s.b, hasattr(s, "a"))


class T(S):
    __slots__ = ("c",)


t = T()
t.c = 3
print(t.a, t.c)
try:
    t.d = 1
except AttributeError as e:
    print(e)


class U(S):
    pass


u = U()
u.anything = 5
print(u.a, u.__dict__)


class V:
    __slots__ = "single"


class WithDict:
    __slots__ = ("x", "__dict__")


w = WithDict()
w.x = 1
w.y = 2
print(w.x, w.__dict__)
for body in (
    {"__slots__": ("a", "a")},
    {"__slots__": ("1a",)},
    {"__slots__": (5,)},
    {"__slots__": ("a",), "a": 1},
    {"__slots__": ("__dict__", "__dict__")},
):
    try:
        k = type("K", (), body)
        print(sorted(n for n in k.__dict__ if not n.startswith("__")))
    except Exception as e:
        print(type(e).__name__, e)


class L1:
    __slots__ = ("l",)


class L2:
    __slots__ = ("m",)


try:
    class Both(L1, L2):
        pass
except TypeError as e:
    print(e)


class Private:
    __slots__ = ("__secret",)

    def __init__(self):
        self.__secret = 1


print(Private()._Private__secret, Private.__slots__)


class IntSlots(int):
    __slots__ = ()


print(IntSlots(5) + 1, hasattr(IntSlots(5), "__dict__"))
try:
    type("X", (int,), {"__slots__": ("a",)})
except TypeError as e:
    print(e)


class DocSlots:
    __slots__ = {"a": "the a", "b": "the b"}


print(list(DocSlots.__slots__))
