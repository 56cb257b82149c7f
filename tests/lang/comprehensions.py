# List, set, dict comprehensions and generator expressions.
print([x * x for x in range(5)])
print([x for x in range(20) if x % 2 if x % 3])
print([(x, y) for x in range(3) for y in range(x)])
print([[c * r for c in range(3)] for r in range(3)])
print({x % 3 for x in range(10)}, {k: v for k, v in zip("ab", (1, 2))})
print({i: {j for j in range(i)} for i in range(3)})
print(sum(x for x in range(10)), max((x for x in [1, 5, 3]), default=0))
print([a + b for a, b in [(1, 2), (3, 4)]], [h for h, *t in ["abc", "d"]])
x = "outer"
print([x for x in range(3)], x)


class C:
    n = 3
    r = [i for i in range(n)]
    try:
        bad = [n for i in range(2)]
    except NameError as e:
        print(e)


print(C.r)


def order():
    def p(label, value):
        print(label, end=" ")
        return value

    r = [p("elt", a) for a in p("iter", [1, 2]) if p("cond", True)]
    print(r)
    d = {p("key", k): p("val", k) for k in p("iter", "ab")}
    print(d)


order()
gen = (print("made", i) or i for i in range(2))
print("lazy")
print(list(gen), list(gen))
try:
    (i for i in 5)
except TypeError as e:
    print("at once:", e)
lazy_inner = (i for a in [1] for i in 5)
try:
    next(lazy_inner)
except TypeError as e:
    print("later:", e)
fs = [lambda: i for i in range(3)]
print([f() for f in fs])


def locals_inside(k):
    return [k + j for j in range(3) if [k for _ in range(j)]]


print(locals_inside(10))
print([i for i in range(5) if (lambda: i > 2)()])
print(["even" if i % 2 == 0 else "odd" for i in range(3)])
print([*(x for x in "ab")], dict((k, 1) for k in "xy"), tuple(i for i in range(2)))
print([y for x in [1, 2] for y in [x * 10]], [f for f in [1] if f], [not z for z in (0, 1)])
deep = [[[[a, b, c, d] for d in "x"] for c in "y"] for b in "z" for a in "w"]
print(deep)
try:
    [1 // i for i in (1, 0)]
except ZeroDivisionError as e:
    print(e)
