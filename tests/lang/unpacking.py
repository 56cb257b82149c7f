# Assignment unpacking: shapes, stars, order, errors.
a, b = 1, 2
a, b = b, a
print(a, b)
(a, [b, c]), d = [3, (4, 5)], 6
print(a, b, c, d)
a, *b = "xyz"
print(a, b)
*a, b = range(4)
print(a, b)
a, *b, c = (1, 2)
print(a, b, c)
[*a] = {"k": 1}
print(a)
*a, = ()
print(a)
(a, *b), *c = ["pq", 1, 2]
print(a, b, c)
a = b = [1]
print(a is b)
x = [0, 1, 2]
i = 0
i, x[i] = 2, "moved"
print(i, x)


def log(name):
    print("eval", name)
    return {}


log("target")["k"] = log("value")
log("a")[0], log("b")[0] = 1, 2

for bad in (
    "a, b = 1, 2, 3",
    "a, b = [1]",
    "a, b, c = 'xy'",
    "a, *b, c = [1]",
    "*a, b = []",
    "a, b = 5",
    "a, b = None",
    "a, b = {1: 2}",
    "(a, b), c = (1, 2), 3, 4",
    "a, b = iter(range(5))",
    "[] = [1]",
):
    try:
        exec(bad)
    except (TypeError, ValueError) as e:
        print(bad, "->", type(e).__name__, e)
() = []
print([*range(2), *"ab"], (*[1], 2, *[]), {*[1, 2], 1}, {**{"a": 1}, "b": 2, **{"a": 3}})


def gen():
    print("one")
    yield 1
    print("two")
    yield 2
    print("three")
    yield 3


try:
    p, q = gen()
except ValueError as e:
    print(e)
first, *_ = gen()
print(first, _)
