# property with getter, setter, deleter, doc; errors; inheritance.
class Temp:
    def __init__(self):
        self._c = 0

    @property
    def c(self):
        """Celsius."""
        return self._c

    @c.setter
    def c(self, value):
        if value < -273:
            raise ValueError("too cold")
        self._c = value

    @c.deleter
    def c(self):
        print("deleting")
        self._c = 0

    f = property(lambda self: self._c * 9 / 5 + 32, doc="Fahrenheit.")


t = Temp()
t.c = 100
print(t.c, t.f, Temp.c.__doc__, Temp.f.__doc__)
del t.c
print(t.c)
for action in (
    lambda: setattr(t, "f", 1),
    lambda: delattr(t, "f"),
    lambda: setattr(t, "c", -300),
    lambda: property().__get__(t),
    lambda: Temp.c(),
):
    try:
        action()
    except Exception as e:
        print(type(e).__name__, e)


class W:
    w = property(None, lambda self, v: print("write", v))


W().w = 3
try:
    W().w
except AttributeError as e:
    print(e)


class Sub(Temp):
    @Temp.c.getter
    def c(self):
        return "sub " + str(self._c)

    @property
    def f(self):
        return super().f + 1


s = Sub()
s.c = 5
print(s.c, s.f, type(Temp.c).__name__, Temp.c.fget.__name__, Temp.f.fset)


class Err:
    @property
    def p(self):
        return self.missing


try:
    Err().p
except AttributeError as e:
    print(e)
print(hasattr(Err(), "p"), getattr(Err(), "p", "default"))


class ClassProp:
    @classmethod
    def cm(cls):
        return cls.__name__

    @staticmethod
    def sm(*a):
        return a

    inst = classmethod(lambda cls, x: (cls.__name__, x))


print(ClassProp.cm(), ClassProp().cm(), ClassProp.sm(1), ClassProp().sm(2), ClassProp.inst(5))
print(type(ClassProp.__dict__["cm"]).__name__, type(ClassProp.__dict__["sm"]).__name__, ClassProp.__dict__["sm"](7), ClassProp.cm.__self__ is ClassProp)
try:
    ClassProp.__dict__["cm"]()
except TypeError as e:
    print(e)
print(Temp.c.__name__ if hasattr(Temp.c, "__name__") else "no name", staticmethod(len)([1]), classmethod(len).__func__ is len)
