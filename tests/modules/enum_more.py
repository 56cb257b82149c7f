# enum: iteration order, aliases, methods, custom __new__, auto values, nested use, Flag arithmetic.
from enum import Enum, IntEnum, Flag, IntFlag, auto, member, nonmember, EnumMeta, verify, UNIQUE, CONTINUOUS


class Level(Enum):
    LOW = auto()
    MID = auto()
    HIGH = auto()

    def __lt__(self, o):
        return self.value < o.value

    @property
    def next(self):
        members = list(type(self))
        return members[(members.index(self) + 1) % len(members)]

    @staticmethod
    def parse(s):
        return Level[s.upper()]

    def __str__(self):
        return self.name.lower()


print([str(l) for l in Level], Level.LOW < Level.HIGH, sorted([Level.HIGH, Level.LOW]), Level.HIGH.next, Level.parse("mid"), f"{Level.LOW}", repr(Level.LOW), [l.value for l in reversed(Level)])


class Coord(bytes, Enum):
    def __new__(cls, value, label, unit):
        obj = bytes.__new__(cls, [value])
        obj._value_ = value
        obj.label, obj.unit = label, unit
        return obj

    PX = (0, "P.X", "km")
    PY = (1, "P.Y", "km")


print(Coord.PX, Coord(1), Coord.PY.label, Coord.PX.unit, Coord.PX == b"\0")


class Auto(Enum):
    @staticmethod
    def _generate_next_value_(name, start, count, last):
        return f"{name}-{count}-{last}"

    A = auto()
    B = auto()


print([m.value for m in Auto])


class Perm(Flag):
    R, W, X = 4, 2, 1
    ALL = R | W | X
    NONE = 0


p = Perm.R | Perm.W
print(p, p.value, p.name, Perm.R in p, list(p), len(p), ~p, p ^ Perm.R, p & Perm.X, bool(p & Perm.X), Perm(6), Perm.ALL, Perm.NONE, Perm["R"], p == Perm.ALL & ~Perm.X, sorted(m.name for m in Perm))
for f in (lambda: Perm(8), lambda: Perm.R | 1, lambda: Perm.R < Perm.W, lambda: Level("x"), lambda: Level.LOW + 1, lambda: Level.LOW(), lambda: Level["x"], lambda: len(Level.LOW), lambda: IntEnum("E", "a a"), lambda: Level.LOW.value.nope, lambda: Enum("E", 5)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


class I(IntFlag):
    A = auto()
    B = auto()
    C = auto()


print(I.A | 8, I(7), I.A + I.B, I.C > I.A, [1, 2, 3][I.A], int(I.A | I.C), I.A & 3, -I.A, isinstance(I.A, int), repr(I(0)), f"{I.B}", str(I.B), f"{I.B:>5}")
try:
    @verify(UNIQUE)
    class U(Enum):
        A = 1
        B = 1
except ValueError as e:
    print(e)
try:
    @verify(CONTINUOUS)
    class V(IntEnum):
        A = 1
        B = 4
except ValueError as e:
    print(e)


class Fn(Enum):
    @member
    def ADD(a, b):
        return a + b

    constant = nonmember(42)


print(Fn.ADD.value(1, 2), Fn.constant, list(Fn), type(Fn) is EnumMeta, Fn.ADD.name)


class Mixed(str, Enum):
    X = "x"
    Y = "y"


print(Mixed.X == "x", Mixed.X + "!", Mixed("y"), f"{Mixed.X}", str(Mixed.X), Mixed.X.upper(), {"x": 1}[Mixed.X], "".join(Mixed))
import copy

print(copy.deepcopy(Level.LOW) is Level.LOW, Level.LOW.__class__, Level.LOW.__objclass__ if hasattr(Level.LOW, "__objclass__") else "-", Level.__members__["LOW"] is Level.LOW, isinstance(Level, EnumMeta), Level.LOW.__hash__() == hash("LOW"))
