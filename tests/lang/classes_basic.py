# Class bodies, instances, attributes, methods.
class Empty:
    pass


e = Empty()
e.x = 1
print(e.x, e.__dict__, Empty.__dict__.get("x"))
try:
    e.y
except AttributeError as err:
    print(err, err.name, err.obj is e)
try:
    Empty.y
except AttributeError as err:
    print(err)
try:
    del e.nope
except AttributeError as err:
    print(err)


class Point:
    """A point."""

    dims = 2

    def __init__(self, x, y=0):
        self.x, self.y = x, y

    def __repr__(self):
        return f"Point({self.x}, {self.y})"

    def moved(self, dx, dy):
        return Point(self.x + dx, self.y + dy)


p = Point(1)
print(p, p.moved(2, 3), Point.moved(p, 1, 1), Point.__doc__)
print(p.dims, Point.dims)
p.dims = 3
print(p.dims, Point.dims, p.__dict__)
del p.dims
print(p.dims)
Point.dims = 7
print(p.dims)
Point.norm1 = lambda self: abs(self.x) + abs(self.y)
print(p.norm1())
print(p.__class__ is Point, type(p).__name__, Point.__module__, Point.__qualname__)
print(isinstance(p, Point), isinstance(p, object), issubclass(Point, object))


class Order:
    print("body runs")
    for i in range(3):
        print(i)
    values = [j * 2 for j in range(i)]


print(Order.i, Order.values)


class NoInit:
    pass


for call in (lambda: NoInit(1), lambda: NoInit(a=1), lambda: Point(), lambda: Point(1, 2, 3)):
    try:
        call()
    except TypeError as err:
        print(err)


class BadInit:
    def __init__(self):
        return 5


try:
    BadInit()
except TypeError as err:
    print(err)


class Outer:
    class Inner:
        def m(self):
            pass

    def method(self):
        class Local:
            pass

        return Local


print(Outer.Inner.__qualname__, Outer.Inner.m.__qualname__, Outer().method().__qualname__)
p.__class__ = Outer.Inner
print(type(p).__name__, p.x)
m = Outer().method
print(m.__name__, m.__func__ is Outer.method, type(m).__name__)
