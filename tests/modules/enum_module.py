# enum: members, lookup, auto, Flag, IntEnum, errors.
from enum import Enum, IntEnum, Flag, IntFlag, auto, unique, StrEnum


class Color(Enum):
    RED = 1
    GREEN = 2
    BLUE = 3
    CRIMSON = 1

    def describe(self):
        return f"{self.name} is {self.value}"

    @classmethod
    def favourite(cls):
        return cls.BLUE


print(Color.RED, repr(Color.RED), Color.RED.name, Color.RED.value, Color(2), Color["BLUE"], Color.CRIMSON is Color.RED)
print(list(Color), len(Color), Color.RED in Color, 2 in Color, 9 in Color, Color.__members__, Color.RED.describe(), Color.favourite())
print(Color.RED == 1, Color.RED == Color.CRIMSON, Color.RED is Color.RED, Color.RED != Color.BLUE, {Color.RED: "r"}[Color.CRIMSON], type(Color.RED).__name__, isinstance(Color.RED, Color), f"{Color.RED}", hash(Color.RED) == hash(Color.CRIMSON))
for f in (
    lambda: Color(9),
    lambda: Color["NOPE"],
    lambda: Color.NOPE,
    lambda: Color.RED < Color.BLUE,
    lambda: setattr(Color, "RED", 5),
    lambda: delattr(Color, "RED"),
    lambda: Color.RED.RED,
    lambda: Color(),
):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
try:
    class More(Color):
        X = 1
except TypeError as e:
    print(e)
try:
    class Dup(Enum):
        A = 1
        A = 2
except TypeError as e:
    print(e)
try:
    @unique
    class U(Enum):
        A = 1
        B = 1
except ValueError as e:
    print(e)


class N(IntEnum):
    ONE = 1
    TWO = auto()


print(N.ONE + 1, N.TWO == 2, N.ONE < N.TWO, N.TWO, repr(N.TWO), [10, 20, 30][N.ONE], f"{N.ONE}", int(N.TWO), sorted([N.TWO, N.ONE]))


class P(Flag):
    R = auto()
    W = auto()
    X = auto()
    RW = R | W


print(P.R | P.X, repr(P.R | P.W), P.RW, P.R in P.RW, P.X in P.RW, ~P.R, P.R & P.W, bool(P.R & P.W), P(5), list(P.RW), P.R.value, P.X.value, P(0))


class IF(IntFlag):
    A = 1
    B = 2


print(IF.A | IF.B, repr(IF.A | 8), IF.A + 1, IF(3))


class S(StrEnum):
    HELLO = auto()
    BYE = "goodbye"


print(S.HELLO, S.BYE.upper(), repr(S.HELLO), S("goodbye"), S.HELLO == "hello")
Animal = Enum("Animal", "CAT DOG")
print(list(Animal), Animal.DOG.value, Enum("T", {"a": 10, "b": 20}).b.value)


class Planet(Enum):
    EARTH = (5.97, 6.37)
    MARS = (0.64, 3.39)

    def __init__(self, mass, radius):
        self.mass = mass
        self.radius = radius

    @property
    def density(self):
        return round(self.mass / self.radius**3, 4)


print(Planet.EARTH.mass, Planet.MARS.density, Planet.EARTH.value, Planet((0.64, 3.39)))


class WithMissing(Enum):
    A = "a"

    @classmethod
    def _missing_(cls, value):
        return cls.A if value == "A" else None


print(WithMissing("A"))
try:
    WithMissing("zz")
except ValueError as e:
    print(e)
