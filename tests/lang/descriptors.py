# __get__, __set__, __delete__, __set_name__; data before instance before non-data.
class Data:
    def __set_name__(self, owner, name):
        print("set_name", owner.__name__, name)
        self.name = name

    def __get__(self, obj, owner):
        return ("get", self.name, obj is not None, owner.__name__)

    def __set__(self, obj, value):
        print("set", self.name, value)

    def __delete__(self, obj):
        print("delete", self.name)


class NonData:
    def __get__(self, obj, owner=None):
        return "nondata"


class SetOnly:
    def __set__(self, obj, value):
        obj.__dict__["so"] = ("via set", value)


class C:
    d = Data()
    n = NonData()
    so = SetOnly()


c = C()
print(c.d, C.d)
c.d = 5
del c.d
c.__dict__["d"] = "shadow"
print(c.d)
print(c.n)
c.n = "instance"
print(c.n, C.n)
print(type(c.so).__name__)
c.so = 1
print(c.so)
try:
    del c.so
except AttributeError as e:
    print(e)


class Bad:
    def __set_name__(self, owner, name):
        raise ValueError("in set_name")


try:
    class D:
        b = Bad()
except ValueError as e:
    print(e, e.__notes__)


class Raises:
    def __get__(self, obj, owner):
        raise AttributeError("from descriptor")


class E:
    r = Raises()

    def __getattr__(self, name):
        return f"fallback {name}"


print(E().r)
try:
    E.r
except AttributeError as e:
    print(e)


class Meta(type):
    x = Data()


class F(metaclass=Meta):
    pass


print(F.x)
F.x = 1
C.late = Data()
print("no set_name for late assignment")


class Lazy:
    def __init__(self, f):
        self.f = f

    def __get__(self, obj, owner):
        value = self.f(obj)
        obj.__dict__[self.f.__name__] = value
        return value


class G:
    @Lazy
    def slow(self):
        print("computing")
        return 9


g = G()
print(g.slow, g.slow)
f = lambda self: "bound"
print(f.__get__(5)(), f.__get__(None, int) is f, type(f.__get__(5)).__name__)
try:
    f.__get__(None)
except TypeError as e:
    print(e)
