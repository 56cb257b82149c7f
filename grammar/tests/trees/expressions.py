a or b and not c or d
not not a
a if b else c if d else e
lambda: 0
a < b <= c == d != e > f >= g
a is b is not c in d not in e
not a in b
a | b ^ c & d << e >> f + g - h * i / j // k % l @ m
a - b - c
a ** b ** -c
-a ** b
+-~a
await a ** b
-await a.b()[0]
(await a).b
a.b.c[0](1)(2).d
(a)
((a + b)) * (c)
(a), (b)
(a,)
(a, b,)
a,
a, *b
*a,
()
[]
{}
[a, *b,]
[a]
{a}
{a, *b}
{a: b}
{a: b, **c, d: e,}
{**a}
{a if b else c: lambda: d}
(yield)
(yield a)
(yield from a)
(a := b)
[a := 1, b]
{a := 1}
(a := b, c)
f(a := 1)
x[a := 1]
x[a, b := 2]
...
None, True, False
x[0]
x[:]
x[::]
x[a:]
x[:b]
x[a:b:c]
x[::c]
x[a : , b]
x[a, b]
x[a,]
x[*a]
x[*a, b:c]
x[(a, b)]
x[lambda: 0]
x[a if b else c:d]
f()
f(a)
f(a,)
f(*a, b, *c, d=e, **f)
f(a=1, *b)
f(**a, b=c, **d)
f(x for x in y)
f((x for x in y), z)
f (a) (b)
f(a)(x for x in y)
f(a if b else c, d=lambda: e)
f((yield))
x[*a if b else c, *lambda: d]
f(*a if b else c, *lambda: d)
