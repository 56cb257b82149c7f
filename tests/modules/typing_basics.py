# typing: what annotations need at run time.
import typing
from typing import Any, Callable, ClassVar, Dict, Generic, List, NamedTuple, Optional, Protocol, Tuple, TypedDict, TypeVar, Union, cast, get_type_hints, overload, TYPE_CHECKING, Literal, Final, NewType, Iterator, runtime_checkable

print(List[int], Dict[str, List[int]], Optional[int], Union[int, str], Union[int, None, int], Tuple[int, ...], Callable[[int], str], Any, ClassVar[int], Literal[1, "a"], Final[int], Iterator[str])
T = TypeVar("T")


class Box(Generic[T]):
    def __init__(self, v: T):
        self.v = v

    def get(self) -> T:
        return self.v


print(Box[int](5).get(), Box("x").get(), Box[int], T, Box.__parameters__, Box[int].__args__, TYPE_CHECKING, cast(int, "not checked"))


class P(NamedTuple):
    x: int
    y: str = "d"


print(P(1), P(1, "z")._asdict(), P._field_defaults, P.__annotations__)


class TD(TypedDict, total=False):
    a: int


print(TD(a=1), type(TD()).__name__, TD.__annotations__)


def f(a: int, b: "str" = "x") -> Optional[float]:
    ...


print(get_type_hints(f), f.__annotations__["b"])


@runtime_checkable
class HasClose(Protocol):
    def close(self) -> None: ...


class Thing:
    def close(self):
        pass


print(isinstance(Thing(), HasClose), isinstance(5, HasClose))
UserId = NewType("UserId", int)
print(UserId(5) + 1, UserId.__name__)


@overload
def g(x: int) -> int: ...
@overload
def g(x: str) -> str: ...
def g(x):
    return x


print(g(1), g("a"), typing.get_origin(List[int]), typing.get_args(Dict[str, int]), Optional[int] == Union[int, None], list[int] | None)
for bad in (lambda: Any(), lambda: Union[()], lambda: Optional[1, 2], lambda: List[int, str], lambda: isinstance(1, List[int]), lambda: HasClose(), lambda: Generic[int], lambda: TypeVar("T", int), lambda: Box[int, str]):
    try:
        print(bad())
    except TypeError as e:
        print(e)
