# Tuples without parentheses, trailing commas, starred displays, grouping.
t = 1, 2
u = 1,
v = ()
w = (1)
print(t, u, v, w, (1,), ((),), (1, (2, (3,))), type(w).__name__)
x = *t, 3
print(x, (*t, *u), [*t, *[], *"ab"], {*t, 1}, {**{"a": 1}, "a": 2, **{}})


def f():
    return 1, *t, 2


def g():
    yield 1, *t


print(f(), next(g()), [a for a in ((1, 2), (3, 4))], [(a, b) for a, b in ((1, 2),)])
for i in 1, 2, 3:
    print(i, end=" ")
print()
for a, b in (1, 2), (3, 4):
    print(a + b, end=" ")
for i in *t, 9:
    print(i, end=" ")
print()
d = {(1, 2): "a", (): "b", (1, (2, 3)): "c"}
print(d[1, 2], d[()], d[1, (2, 3)])
lst = [1, 2,]
st = {1, 2,}
dc = {"a": 1,}
fn = max(1, 2,)
print(lst, st, dc, fn)
a = (
    1
    + 2
)
b = [
    1,  # comment

    2
]
c = 1 + \
    2
print(a, b, c); print("same line"); x = 5; y = x
print(x, y)
print((yield_ := 5), (1 if True else 2), (lambda: (1, 2))(), (not True), (a := 1) + 1)
(m) = 5
(n), o = 1, 2
[p, q] = "ab"
((r)) = 3
print(m, n, o, p, q, r)
assert (1, 2) == (1, 2)
print(((((1)))), [[[[[[]]]]]], -(-(-1)))
