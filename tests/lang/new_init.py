# __new__ and __init__: what each gets, skipping init, immutable bases, object's own checks.
class N:
    def __new__(cls, *args, **kw):
        print("new", cls.__name__, args, kw)
        return super().__new__(cls)

    def __init__(self, *args, **kw):
        print("init", args, kw)


N(1, a=2)


class Other:
    def __new__(cls):
        return "not an instance"

    def __init__(self):
        print("never")


print(Other())


class Sub(N):
    pass


class GivesSub(N):
    def __new__(cls):
        return object.__new__(SubOfGives)


class SubOfGives(GivesSub):
    def __init__(self):
        print("sub init")


GivesSub()


class Upper(str):
    def __new__(cls, value, extra):
        self = super().__new__(cls, value.upper())
        self.extra = extra
        return self


u = Upper("abc", 5)
print(u, u.extra, type(u).__name__, u + "x", len(u))


class Pair(tuple):
    def __new__(cls, a, b):
        return tuple.__new__(cls, (a, b))

    first = property(lambda self: self[0])


p = Pair(1, 2)
print(p, p.first, p == (1, 2), hash(p) == hash((1, 2)))


class Even(int):
    def __new__(cls, n):
        if n % 2:
            raise ValueError(f"{n} is odd")
        return int.__new__(cls, n)


print(Even(4) + 1)
try:
    Even(3)
except ValueError as e:
    print(e)


class OnlyInit:
    def __init__(self, a):
        self.a = a


class OnlyNew:
    def __new__(cls, a):
        self = object.__new__(cls)
        self.a = a
        return self


print(OnlyInit(1).a, OnlyNew(2).a)
for f in (
    lambda: object(1),
    lambda: object.__new__(int),
    lambda: object.__new__(5),
    lambda: object.__new__(),
    lambda: int.__new__(str),
    lambda: OnlyInit(),
    lambda: OnlyNew(),
    lambda: object.__new__(OnlyInit, 1),
    lambda: object().__init__(1),
    lambda: str.__new__(int, "x"),
    lambda: type.__call__(OnlyInit),
    lambda: OnlyInit.__init__(5),
    lambda: NoneType(1),
    lambda: type(None)(),
    lambda: type(...)(),
    lambda: type(lambda: 0)(),
    lambda: type(iter([]))(),
):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


class Cached:
    cache = {}

    def __new__(cls, key):
        if key not in cls.cache:
            cls.cache[key] = super().__new__(cls)
        return cls.cache[key]

    def __init__(self, key):
        self.count = getattr(self, "count", 0) + 1


print(Cached("a") is Cached("a"), Cached("a").count)
