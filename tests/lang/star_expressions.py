# * and ** in displays, calls, returns, subscripts, for, assignment, with errors.
a, b = [1, 2], (3,)
print([*a, *b], (*a, *b), {*a, *b}, [*a, 0, *a], (*a,), [*"xy", *range(2), *{"k": 1}, *{9}], {**{"a": 1}, "b": 2, **{"a": 3}})


def f(*args, **kw):
    return args, kw


print(f(*a, *b, 4, *[]), f(**{"x": 1}, y=2, **{"z": 3}), f(*a, k=1, *b), f(*(i for i in "ab")), f(*{}, **{}))


def g():
    return *a, *b


def h():
    yield *a, *b


print(g(), next(h()), [x for x in (*a, 5)])
for x in *a, *b:
    print(x, end=" ")
print()
first, *rest = a
*init, last = [1, 2, 3]
head, *mid, tail = "abcd"
(x, *y), z = (1, 2, 3), 4
*only, = "q"
[p, [q, *r]] = [1, [2, 3, 4]]
print(first, rest, init, last, head, mid, tail, x, y, z, only, p, q, r)


class S:
    def __getitem__(self, k):
        return k


print(S()[*a], S()[*a, 1], S()[0, *b], S()[*a, *b])
d = {"self": 1, "args": 2}
print(f(**d), dict(**d), {**d, **d}, len({**{i: i for i in range(5)}}))
for bad in ("f(*5)", "f(*None)", "f(**5)", "f(**[1])", "[*5]", "{*5}", "(*5,)", "{**5}", "f(**{1: 2})", "f(x=1, **{'x': 2})", "f(**{'x': 1}, **{'x': 2})", "[*None, 1]", "{*[[]]}", "{**[(1, 2)]}", "f(*a, **None)", "print(*5, sep='')", "max(*1)", "(lambda *a: a)(*object())"):
    try:
        print(eval(bad))
    except TypeError as e:
        print(bad, "->", e)


class Keys:
    def keys(self):
        return iter(["k1", "k2"])

    def __getitem__(self, k):
        return k.upper()


class It:
    def __iter__(self):
        yield from "it"


print(f(*It(), **Keys()), [*It()], {**Keys()})


class Boom:
    def __iter__(self):
        yield 1
        raise ValueError("half way")


for bad in (lambda: [*Boom()], lambda: f(*Boom()), lambda: f(*[0], *Boom())):
    try:
        bad()
    except ValueError as e:
        print(e)
try:
    u, *v = Boom()
except ValueError as e:
    print(e)
