# Generic functions and classes with type parameters, type aliases.
def first[T](items: list[T]) -> T:
    return items[0]


class Box[T]:
    def __init__(self, v: T):
        self.v = v

    def map[U](self, f) -> "Box[U]":
        return Box(f(self.v))


type Pair[A] = tuple[A, A]
type Simple = int | str
print(first([1, 2]), Box(5).map(str).v, first.__type_params__, Box.__type_params__, Box.map.__type_params__)
print(Pair, Pair.__value__, Pair[int], Simple.__value__, Simple.__name__, Pair.__type_params__, type(Simple).__name__)


class Bounded[T: int, *Ts, **P]:
    pass


print([type(p).__name__ for p in Bounded.__type_params__], Bounded.__type_params__[0].__bound__, Box[int], Box.__orig_bases__)


def constrained[T: (int, str) = int](x: T) -> T:
    return x


t = constrained.__type_params__[0]
print(t.__constraints__, t.__default__, constrained(3), t.__name__)
type Recursive = list[Recursive] | int
print(Recursive.__value__)
type = 5
print(type)
