# Type parameters, bounds and aliases: functions in hidden functions.
def first[T: int](items: list[T], n=0) -> T:
    return items[n]


class Box[T]:
    type Pair = tuple[T, T]


type Name = str
