# isinstance, issubclass, type identity, __class__, unions.
class A: pass
class B(A): pass
class C(B, list): pass


c = C()
print(isinstance(c, A), isinstance(c, (int, list)), isinstance(c, (int, (str, A))), isinstance(c, ()), isinstance(5, int | str), isinstance(None, int | None), isinstance(True, int))
print(issubclass(C, A), issubclass(A, C), issubclass(C, (int, list)), issubclass(bool, int | str), issubclass(int, object), issubclass(type, object), issubclass(object, type))
for f in (lambda: isinstance(1, 5), lambda: isinstance(1, "int"), lambda: isinstance(1, [int]), lambda: issubclass(1, int), lambda: issubclass(int, 5), lambda: isinstance(1, (int, 5)), lambda: isinstance(1, ("x", int)), lambda: isinstance(1, list[int]), lambda: isinstance(1, int | list[int]), lambda: isinstance(), lambda: isinstance(1, int, 2)):
    try:
        print(f())
    except TypeError as e:
        print(e)
print(type(c) is C, type(c) == C, type(C) is type, type(5).__name__, type(None), type(...), type(NotImplemented), type(type), type(len), type(lambda: 0), type(print), type(c.append), type(iter([])), type({}.keys()), type(1j), type(b""), type(range(1)), type(slice(1)), type(Exception), type(ValueError()))


class Fake:
    @property
    def __class__(self):
        return int


f = Fake()
print(isinstance(f, int), isinstance(f, Fake), type(f).__name__, f.__class__)
print(int | str, int | None, type(int | str), (int | str) == (str | int), int | str | int, list[int], dict[str, list[int]], list[int].__origin__, list[int].__args__, tuple[int, ...])
try:
    int | 5
except TypeError as e:
    print(e)
print([k.__name__ for k in C.__mro__], C.__base__.__name__, object.__bases__, object.__base__)
from collections.abc import Iterable, Sized, Callable, Hashable, Mapping, Sequence, Iterator

print([isinstance(x, Iterable) for x in ([], "", 5, {}, iter([]), c)], isinstance(len, Callable), isinstance([], Hashable), isinstance((), Hashable), isinstance({}, Mapping), isinstance("", Sequence), isinstance({1}, Sequence), isinstance(iter([]), Iterator), isinstance([], Iterator), isinstance(5, Sized))


class HasLen:
    def __len__(self):
        return 0


print(isinstance(HasLen(), Sized), issubclass(HasLen, Sized), isinstance(HasLen, Sized))
