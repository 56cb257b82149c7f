# functools: partial, reduce, wraps, lru_cache, cmp_to_key, total_ordering, singledispatch.
import functools
from functools import partial, reduce, wraps, lru_cache, cache, cmp_to_key, total_ordering, cached_property, singledispatch, partialmethod

print(reduce(lambda a, b: a * b, [1, 2, 3, 4]), reduce(lambda a, b: a + b, [], 5), reduce(max, [3]))
try:
    reduce(max, [])
except TypeError as e:
    print(e)
p = partial(pow, 2)
print(p(5), partial(int, base=2)("101"), partial(print, "a", sep="-").args, partial(p, 3)(), p.func is pow, partial(int, base=2).keywords)
try:
    partial()
except TypeError as e:
    print(e)
try:
    partial(5)
except TypeError as e:
    print(e)
calls = []


@lru_cache(maxsize=2)
def square(x):
    calls.append(x)
    return x * x


print([square(x) for x in (1, 2, 1, 3, 1, 2)], calls, square.cache_info())
square.cache_clear()
print(square.cache_info(), square.__wrapped__(5), square.cache_parameters())


@cache
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(100), fib.cache_info().misses)


@lru_cache
def kw(a, b=1, *c, **d):
    return (a, b, c, d)


print(kw(1), kw(1, b=1), kw(1, 1), kw(1.0), kw.cache_info())
try:
    kw([])
except TypeError as e:
    print(e)


def deco(f):
    @wraps(f)
    def inner(*a):
        "inner doc"
        return f(*a)

    return inner


@deco
def documented(x: int) -> int:
    "the doc"
    return x


print(documented.__name__, documented.__doc__, documented.__wrapped__(3), documented.__annotations__, documented.__qualname__)
print(sorted([5, 1, 3], key=cmp_to_key(lambda a, b: b - a)))


@total_ordering
class V:
    def __init__(self, v):
        self.v = v

    def __eq__(self, o):
        return self.v == o.v

    def __lt__(self, o):
        return self.v < o.v


print(V(1) <= V(1), V(1) > V(2), V(2) >= V(1), V(1) != V(2))


class C:
    @cached_property
    def value(self):
        print("computed")
        return 42

    def add(self, a, b):
        return a + b

    add5 = partialmethod(add, 5)


c = C()
print(c.value, c.value, c.__dict__, c.add5(3))
del c.value
print(c.value)


@singledispatch
def show(x):
    return f"object {x}"


@show.register
def _(x: int):
    return f"int {x}"


@show.register(list)
def _(x):
    return f"list of {len(x)}"


@show.register(str)
@show.register(bytes)
def _(x):
    return f"text {x!r}"


print(show(1.5), show(1), show(True), show([1]), show("s"), show(b"b"), show.dispatch(bool)(False))
