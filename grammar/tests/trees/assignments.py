a = 1
a = b = 2, 3
a, b = b, a
*a, b = c
a, *b, = c
[a, *b] = (c) = d
(a, (b, [c])) = d
() = []
a.b = a[0] = a[1:2] = x
a = yield
a = yield b, c
a = b = yield from c
(a) = 1
((a)) = (1)
((a, b)) = 1
x: int
x: int = 3
(x): int = 3
x.y: int
x[0]: int = yield
(x.y): int = 1, 2
x: tuple[*A] = *a, b
a += 1
a.b -= 1; a[0] *= 2; a @= b; a /= b; a %= b; a &= b
a |= b; a ^= b; a <<= b; a >>= b; a **= b; a //= b, c
a += yield
(a) += 1
*a = 1
f().x = g()[0] = 1
