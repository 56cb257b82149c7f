# object and type: default methods, repr, equality, hashing, subclass hooks.
o = object()
print(repr(o).split(" at ")[0], o == o, o == object(), o != object(), bool(o), hash(o) == hash(o), type(o), isinstance(o, object), str(o) == repr(o), o.__class__, o.__doc__[:20], object.__name__)
print(sorted(n for n in dir(o)))


class C:
    pass


c = C()
print(repr(c).split(" at ")[0], C, C.__mro__, c == c, c == C(), {c: 1}[c], c.__eq__(c), c.__eq__(5), c.__ne__(c), c.__ne__(5), c.__lt__(c), c.__reduce_ex__(2)[0].__name__)
for f in (lambda: c < c, lambda: c + c, lambda: c(), lambda: c[0], lambda: len(c), lambda: iter(c), lambda: -c, lambda: int(c), lambda: c.x, lambda: format(c, "x"), lambda: c in c, lambda: next(c), lambda: float(c), lambda: abs(c), lambda: round(c), lambda: reversed(c), lambda: [1][c], lambda: {}[c], lambda: "a" in c, lambda: c @ c, lambda: ~c, lambda: divmod(c, 1), lambda: hash(type("H", (), {"__hash__": None})()), lambda: object.__setattr__(o, "x", 1), lambda: object.__getattribute__(c, "zz")):
    try:
        f()
        print("ok")
    except Exception as e:
        print(type(e).__name__, str(e).split(" at 0x")[0])
print(type(5), type("s"), type(C), type(type), type(c) is C)
print(type("D", (C,), {"v": 1}).v, type("E", (), {}).__bases__, isinstance(C, type), C.__class__, type.__mro__, C.__base__, C.__dict__["__module__"], C.__flags__ >= 0, C.__basicsize__ > 0)


class Eq:
    def __eq__(self, o):
        return True


print(Eq.__hash__, C.__hash__ is object.__hash__, Eq() == 1, Eq() != 1)


class Rep:
    def __repr__(self):
        return "R!"


class Str(Rep):
    def __str__(self):
        return "S!"


print(Rep(), str(Rep()), [Rep()], Str(), [Str()], repr(Str()), f"{Str()} {Str()!r}", "%s %r" % (Str(), Str()), "{}".format(Str()), Str().__format__(""))
print(int.__add__(1, 2), str.__len__("abc"), list.__getitem__([1, 2], 0), dict.__contains__({1: 2}, 1), int.__eq__(1, "a"), (5).__add__("x"), "a".__add__("b"), [].__class__, (1).__lt__(2), object.__eq__(1, 1), object.__eq__(1, 2), int.__new__(int, "5"), float.__float__(1.5), tuple.__iter__((1,)).__next__())
