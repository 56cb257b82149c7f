# Rich comparison: reflection, NotImplemented, defaults, total order from pieces.
class C:
    def __init__(self, n):
        self.n = n

    def __lt__(self, o):
        print(f"lt({self.n})", end=" ")
        return NotImplemented

    def __gt__(self, o):
        print(f"gt({self.n})", end=" ")
        return "reflected gt"

    def __le__(self, o):
        return ["any", "object"]

    def __eq__(self, o):
        print(f"eq({self.n})", end=" ")
        return NotImplemented

    __hash__ = None


a, b = C("a"), C("b")
print(a < b)
print(a <= b)
print(a == b)
print(a == a)
print(a != b)
print(a > b)
try:
    a >= b
except TypeError as e:
    print(e)
try:
    hash(a)
except TypeError as e:
    print(e)


class Eq:
    def __eq__(self, o):
        return True


print(Eq() == 5, 5 == Eq(), Eq() != 5, Eq() == None, Eq() in [1], [1].count(Eq()), [Eq()] == [3])
try:
    {Eq()}
except TypeError as e:
    print(e)


class Ne:
    def __ne__(self, o):
        return "ne called"


print(Ne() != 1, Ne() == 1, 1 != Ne())


class Base:
    def __eq__(self, o):
        print("Base.eq", end=" ")
        return True


class Sub(Base):
    def __eq__(self, o):
        print("Sub.eq", end=" ")
        return False


print(Base() == Sub(), Sub() == Base())


class Plain:
    pass


p, q = Plain(), Plain()
print(p == p, p == q, p != q, p != p)
for op in ("<", "<=", ">", ">="):
    try:
        eval(f"p {op} q")
    except TypeError as e:
        print(e)


class Nan:
    def __eq__(self, o):
        return False

    __hash__ = object.__hash__


n = Nan()
print(n == n, n in [n], [n] == [n], (n,) == (n,), {n: 1} == {n: 1}, [n].index(n), [n].count(n), {n} == {n})
nan = float("nan")
print(nan in [nan], [nan] == [nan], nan == nan, {nan: 1}[nan], (nan,) < (nan, 1))


class Len:
    def __eq__(self, o):
        raise ValueError("eq raises")


for f in (lambda: Len() == 1, lambda: 1 == Len(), lambda: [Len()] == [1], lambda: 1 in [Len()], lambda: Len() != 1):
    try:
        f()
    except ValueError as e:
        print(e)
