# Unpacking into local variables, in every order and with everything that can go wrong.


def in_order(v):
    a, b, c = v
    return a, b, c


def out_of_order(v):
    c = b = a = 0
    a, b, c = v
    return a, b, c


def parameters(a, b, c, d):
    b, c, d = a
    return a, b, c, d


def onto_source(a, b, c):
    a, b, c = a
    return a, b, c


def twice(v):
    a, b, a = v
    return a, b


def known_twice(v):
    a = b = None
    a, a, b = v
    return a, b


def mixed(p, v):
    p, q, r = v
    return p, q, r


def nested(v):
    a, (b, c, d), [e, f, g] = v
    return a, b, c, d, e, f, g


def captured(v):
    a, b, c = v
    return (lambda: b)(), a, c


def in_loop(rows):
    total = []
    for x, y, z in rows:
        total.append((z, y, x))
    return total, x, y, z


def in_comprehension(rows):
    return [z + y + x for x, y, z in rows], {x: (y, z) for x, y, z in rows}


def used_then_unpacked(v):
    x = 1
    y = x + 1
    z, w, x = v
    y, z, w = w, x, z
    return x, y, z, w


def later_names(v):
    print("before")
    if v:
        p, q, r = v
    else:
        r, q, p = (1, 2, 3)
    return p, q, r


for f in (in_order, out_of_order, twice, known_twice, captured, used_then_unpacked, later_names):
    print(f.__name__, f((1, 2, 3)), f([4, 5, 6]), f("xyz"), f(iter(range(7, 10))), f({"k": 1, "l": 2, "m": 3}))
print(parameters((1, 2, 3), 4, 5, 6), onto_source([7, 8, 9], 0, 0), mixed(0, (1, 2, 3)))
print(nested((1, (2, 3, 4), "567")), later_names(()))
print(in_loop([(1, 2, 3), (4, 5, 6)]), in_comprehension([("a", "b", "c"), ("d", "e", "f")]))


def kept_on_error(v):
    a, b, c = 1, 2, 3
    try:
        a, b, c = v
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
    return a, b, c


for wrong in ((), (1, 2), [1, 2, 3, 4], iter("ab"), iter("abcd"), 5, None):
    print(kept_on_error(wrong))


def unbound_on_error(v):
    try:
        a, b, c = v
    except ValueError:
        pass
    try:
        return a
    except UnboundLocalError as e:
        return str(e)


print(unbound_on_error((1, 2)))


class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("dropped", self.name)


def replaced():
    a, b, c = Noisy(1), Noisy(2), Noisy(3)
    a, b, c = [4, 5, 6]
    print("replaced", a, b, c)


replaced()


def many():
    (a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15, a16, a17, a18, a19, a20,
     a21, a22, a23, a24, a25, a26, a27, a28, a29, a30, a31, a32, a33, a34, a35, a36, a37, a38, a39,
     a40, a41, a42, a43, a44, a45, a46, a47, a48, a49, a50, a51, a52, a53, a54, a55, a56, a57, a58,
     a59, a60, a61, a62, a63, a64, a65, a66) = range(67)
    return a0, a1, a33, a64, a65, a66


print(many())


def deleted(v):
    a, b, c = v
    del b
    a, b, c = c, a, a
    return a, b, c


print(deleted((1, 2, 3)))
