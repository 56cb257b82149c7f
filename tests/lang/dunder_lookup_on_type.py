# Implicit special method lookup goes to the type, not to the instance; assigning dunders on classes later.
class C:
    pass


c = C()
c.__len__ = lambda: 5
c.__call__ = lambda: 6
c.__add__ = lambda o: 7
c.__getitem__ = lambda k: 8
c.__iter__ = lambda: iter([1])
c.__bool__ = lambda: False
c.__eq__ = lambda o: True
c.__str__ = lambda: "instance str"
c.__contains__ = lambda x: True
c.__enter__ = lambda: 1
c.__hash__ = lambda: 1
for f in (lambda: len(c), lambda: c(), lambda: c + 1, lambda: c[0], lambda: list(c), lambda: 1 in c):
    try:
        print(f())
    except TypeError as e:
        print(e)
print(bool(c), c == 5, str(c) == "instance str", c.__len__(), c.__str__())
C.__len__ = lambda self: 3
C.__call__ = lambda self, *a: ("called", a)
C.__add__ = lambda self, o: ("add", o)
C.__getitem__ = lambda self, k: ("item", k)
C.__iter__ = lambda self: iter("it")
C.__bool__ = lambda self: False
C.__eq__ = lambda self, o: "eq"
C.__str__ = lambda self: "class str"
C.__contains__ = lambda self, x: x == 1
print(len(c), c(1), c + 1, c[0], list(c), bool(c), c == 5, str(c), 1 in c, 2 in c, f"{c}")
del C.__len__, C.__iter__, C.__contains__
print(c[5], 1 in [1]) 
try:
    len(c)
except TypeError as e:
    print(e)
C.__getitem__ = lambda self, i: [10, 20, 30][i]
print(list(c), 20 in c, 99 in c, [x for x in c])
C.__len__ = 5
try:
    len(c)
except TypeError as e:
    print(e)
C.__len__ = None
try:
    len(c)
except TypeError as e:
    print(e)
C.__len__ = property(lambda self: lambda: 42)
print(len(c))
C.__len__ = staticmethod(lambda: 43)
print(len(c))
C.__len__ = classmethod(lambda cls: len(cls.__name__))
print(len(c))


class Callable:
    def __call__(self, *a):
        return len(a)


C.__len__ = Callable()
print(len(c))


class D(C):
    def __add__(self, o):
        return NotImplemented


try:
    D() + 1
except TypeError as e:
    print(e)
print(D().__add__(1), C.__add__(D(), 2), D.__call__(D(), 1), type(c).__call__(c))


class Meta(type):
    def __len__(cls):
        return 77

    def __str__(cls):
        return "meta str"

    def __eq__(cls, o):
        return "meta eq"

    __hash__ = type.__hash__


class M(metaclass=Meta):
    def __len__(self):
        return 1


print(len(M), len(M()), str(M), M == 1, f"{M}")


def late(self):
    return "patched"


m = M()
M.method = late
print(m.method())
M.method = lambda self: "repatched"
print(m.method())
m.method = lambda: "own"
print(m.method())
del M.method
print(m.method())
