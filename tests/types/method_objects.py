# Bound methods, unbound functions, builtin methods, method descriptors, partial application.
class C:
    def m(self, x=1):
        "doc of m"
        return (self.__class__.__name__, x)

    @classmethod
    def c(cls):
        return cls

    @staticmethod
    def s():
        return "s"


c = C()
m = c.m
print(m(), m(5), m.__self__ is c, m.__func__ is C.m, m.__name__, m.__doc__, m == c.m, m != C().m, hash(m) == hash(c.m), type(m).__name__, C.m(c, 2), C.c.__self__ is C, C.c() is C, c.c() is C, C.s(), c.s is C.s)
print(repr(m).split(" of ")[0], repr(C.m).split(" at ")[0], repr(C.c).split(" at ")[0], repr(C.s).split(" at ")[0])
a = [3, 1]
app = a.append
app(2)
print(a, app.__self__ is a, app.__name__, repr(list.append), repr(app).split(" at ")[0], type(app).__name__, type(list.append).__name__, list.append(a, 9), a, app == a.append, app != [].append)
print(str.upper("abc"), "abc".upper.__name__, list(map(str.strip, [" a ", "b "])), sorted(["B", "a"], key=str.lower), "".join(map(str.upper, "xy")), int.__add__(1, 2), (1).__add__(2), type(int.__add__).__name__, type((1).__add__).__name__, dict.get({1: 2}, 1), max.__name__, len.__self__.__name__)
c.m = lambda x: ("instance", x)
print(c.m(3), type(c).m(c, 4))
del c.m
print(c.m())
C.added = lambda self: ("added", self is c)
print(c.added())
C.builtin = len
C.cls = int
print(c.builtin([1, 2]), c.cls("5"))
for f in (lambda: C.m(), lambda: C.m(5, 6, 7), lambda: list.append(5, 1), lambda: str.upper(b"x"), lambda: dict.get([], 1), lambda: m.x, lambda: setattr(m, "x", 1), lambda: list.append(), lambda: [].append(), lambda: int.__add__("a", 1), lambda: int.__add__(1), lambda: (1).__add__(), lambda: list.__len__({}), lambda: C.c.__func__()):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print(C.m("any object"), type(m)(lambda s, y: (s, y), "bound to str")(5))
try:
    type(m)(5, 5)
except TypeError as e:
    print(e)
try:
    type(m)(len, None)
except TypeError as e:
    print(e)


class Chain:
    def __init__(self):
        self.log = []

    def __getattr__(self, name):
        def call(*args):
            self.log.append((name, args))
            return self

        return call


print(Chain().one(1).two().three(3, 4).log)


class Fluent(list):
    def push(self, x):
        self.append(x)
        return self


print(Fluent().push(1).push(2), [f() for f in [c.m, C.s, c.c]][1:])
