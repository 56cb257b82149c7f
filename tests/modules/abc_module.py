# abc: abstract methods, register, subclasshook, collections.abc mixins.
from abc import ABC, ABCMeta, abstractmethod
from collections.abc import Iterable, Mapping, MutableMapping, MutableSequence, Sequence, Set, Sized, Iterator, Hashable, Container


class Shape(ABC):
    @abstractmethod
    def area(self):
        return 0

    @property
    @abstractmethod
    def name(self): ...

    def describe(self):
        return f"{self.name}: {self.area()}"


class Square(Shape):
    name = "square"

    def __init__(self, s):
        self.s = s

    def area(self):
        return super().area() + self.s**2


class Partial(Shape):
    def area(self):
        return 1


print(Square(3).describe(), sorted(Shape.__abstractmethods__), Partial.__abstractmethods__)
for cls in (Shape, Partial):
    try:
        cls()
    except TypeError as e:
        print(e)


class One(ABC):
    @abstractmethod
    def only(self): ...

    @classmethod
    @abstractmethod
    def cm(cls): ...

    @staticmethod
    @abstractmethod
    def sm(): ...


try:
    One()
except TypeError as e:
    print(e)


class Duck(ABC):
    @classmethod
    def __subclasshook__(cls, sub):
        return any("quack" in k.__dict__ for k in sub.__mro__) or NotImplemented


class Mallard:
    def quack(self): ...


print(isinstance(Mallard(), Duck), issubclass(Mallard, Duck), isinstance(5, Duck))


class Virtual(metaclass=ABCMeta):
    pass


@Virtual.register
class Registered:
    pass


print(isinstance(Registered(), Virtual), Virtual in Registered.__mro__, Virtual.register(int), isinstance(5, Virtual), issubclass(bool, Virtual))


class Seq(Sequence):
    def __init__(self, *a):
        self.a = a

    def __len__(self):
        return len(self.a)

    def __getitem__(self, i):
        return self.a[i]


s = Seq(3, 1, 3)
print(list(s), 1 in s, s.index(1), s.count(3), list(reversed(s)), isinstance(s, Iterable))


class Map(MutableMapping):
    def __init__(self):
        self.d = {}

    def __getitem__(self, k):
        return self.d[k]

    def __setitem__(self, k, v):
        self.d[k] = v

    def __delitem__(self, k):
        del self.d[k]

    def __iter__(self):
        return iter(self.d)

    def __len__(self):
        return len(self.d)


m = Map()
m.update(a=1, b=2)
print(m.get("a"), m.get("z", 0), m.pop("a"), m.setdefault("c", 3), list(m.items()), "b" in m, m == {"b": 2, "c": 3}, m.keys(), m.popitem(), len(m))
try:
    m.pop("nope")
except KeyError as e:
    print(repr(e))


class Bits(Set):
    def __init__(self, items):
        self.items = list(dict.fromkeys(items))

    def __contains__(self, x):
        return x in self.items

    def __iter__(self):
        return iter(self.items)

    def __len__(self):
        return len(self.items)


a, b = Bits([1, 2, 3]), Bits([2, 3, 4])
print(sorted(a & b), sorted(a | b), sorted(a - b), sorted(a ^ b), a <= a, a < b, a.isdisjoint([9]), a == Bits([3, 2, 1]))
for cls in (Sequence, MutableSequence, Mapping, Iterator):
    try:
        cls()
    except TypeError as e:
        print(e)
print(issubclass(list, MutableSequence), issubclass(dict, Mapping), isinstance((), Hashable), isinstance([], Hashable), isinstance("", Container), issubclass(range, Sequence), isinstance(zip(), Iterator))
