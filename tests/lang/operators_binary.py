# Binary dunders: normal, reflected, NotImplemented, subclass priority.
class N:
    def __init__(self, name):
        self.name = name


OPS = {
    "add": "+", "sub": "-", "mul": "*", "truediv": "/", "floordiv": "//", "mod": "%", "pow": "**",
    "lshift": "<<", "rshift": ">>", "and": "&", "or": "|", "xor": "^", "matmul": "@",
}
for name in OPS:
    setattr(N, f"__{name}__", lambda self, other, name=name: f"{self.name}.{name}({getattr(other, 'name', other)})")
    setattr(N, f"__r{name}__", lambda self, other, name=name: f"{self.name}.r{name}({getattr(other, 'name', other)})")
n = N("n")
for name, op in OPS.items():
    print(eval(f"n {op} 1"), eval(f"1 {op} n"), eval(f"n {op} n"))
print(divmod(7, 2), "x" + "y")


class Left:
    def __add__(self, other):
        print("Left.add", end=" ")
        return NotImplemented


class Right:
    def __radd__(self, other):
        print("Right.radd", end=" ")
        return "right"


class Neither:
    pass


print(Left() + Right())
for a, b in ((Left(), Left()), (Left(), 1), (Neither(), Right()), (1, Left()), (Right(), Right()), (Right(), Neither())):
    try:
        print(a + b)
    except TypeError as e:
        print(e)


class Base:
    def __add__(self, other):
        return "Base.add"

    def __radd__(self, other):
        return "Base.radd"


class Sub(Base):
    def __radd__(self, other):
        return "Sub.radd"


class Same(Base):
    pass


print(Base() + Sub(), Sub() + Base(), Base() + Same(), Base() + Base())


class P:
    def __pow__(self, other, mod=None):
        return ("pow", other, mod)

    def __rpow__(self, other, mod=None):
        return ("rpow", other, mod)

    def __divmod__(self, other):
        return "divmod"

    def __rdivmod__(self, other):
        return "rdivmod"


print(P() ** 2, pow(P(), 2, 5), 2 ** P(), divmod(P(), 1), divmod(1, P()))
try:
    pow(2, P(), 3)
except TypeError as e:
    print(e)


class NoneAdd:
    __add__ = None


try:
    NoneAdd() + 1
except TypeError as e:
    print(e)


class Order:
    def __init__(self, n):
        print("make", n, end=" ")
        self.n = n

    def __add__(self, o):
        print("add", self.n, o.n, end=" ")
        return Order(self.n * 10 + o.n)

    __mul__ = __add__


print((Order(1) + Order(2) * Order(3)).n)
