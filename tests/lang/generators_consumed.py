# Builtins that go through generators: what they take, in which order things happen, and what is
# seen meanwhile; __getitem__ written in Python.


def loud(*values):
    for v in values:
        print("make", v, end="; ")
        yield v
    print("end")


class Key:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        print("hash", self.n, end="; ")
        return self.n

    def __eq__(self, other):
        print("eq", self.n, end="; ")
        return isinstance(other, Key) and other.n == self.n

    def __bool__(self):
        print("bool", self.n, end="; ")
        return bool(self.n)

    def __add__(self, other):
        print("add", self.n, other, end="; ")
        return self.n + (other.n if isinstance(other, Key) else other)

    __radd__ = __add__

    def __repr__(self):
        return f"K{self.n}"


mixed = (1, Key(2), 3, Key(2), "s", Key(3), 2.5)
print(tuple(loud(*mixed)), list(loud(1, 2)), sorted(loud(3, 1, 2)), ",".join(loud("a", "b")))
print(len(set(loud(*mixed))), len(frozenset(loud(*mixed))), sorted(set(loud(1, 2, 1))))
print(any(loud(0, None, False, Key(0), 0.0, "", 5, 6)), all(loud(1, True, "x", Key(1), 2.5, 0, 7)))
print(any(loud()), all(loud()), any(loud(0)), all(loud(1)), any(loud([], [0])))
print(sum(loud(1, 2.5, Key(3), 4)), sum(loud(2**61, 2**61, 2**61)), sum(loud(0.1, 0.2, 0.3)), sum(loud([1], [2]), []))
print(sum((x for x in range(200))), sum(x / 10 for x in range(200)), len({x for x in range(200)}), len(set(x for x in range(200))))
print(max(loud(1, 3, 2)), min(loud("b", "a")), dict(loud((1, 2), (3, 4))))

# Who looks at what is being filled.
seen = []


def watching(target, n):
    for i in range(n):
        seen.append(len(target))
        yield i


extended, updated, again = [], set(), [9]
extended.extend(watching(extended, 4))
updated.update(watching(updated, 4))
again.__init__(watching(again, 3))
again += watching(again, 2)
print(seen, extended, updated, again)


def failing(n):
    yield from range(n)
    raise KeyError("end")


for f in (tuple, list, set, frozenset, sum, any, all, sorted, max, "".join):
    try:
        print(f(failing(3) if f is not any else failing(1)))
    except (KeyError, TypeError) as e:
        print(type(e).__name__, e)
kept = []
try:
    kept.extend(failing(3))
except KeyError:
    print(kept)
kept = set()
try:
    kept.update(failing(3))
except KeyError:
    print(kept)


def nested(n):
    yield sum(x for x in range(n))
    yield tuple(y for y in (z for z in range(n)))
    yield any(x > 2 for x in range(n))
    yield list(nested(n - 2)) if n > 0 else None


print(list(nested(5)))


def echo():
    got = []
    while len(got) < 3:
        got.append((yield len(got)))
    yield got


print(tuple(echo()), list(echo())[-1])


def current():
    for i in range(3):
        yield (g.gi_running, g.gi_frame is not None)


g = current()
print(list(g), g.gi_frame)


def suspended():
    try:
        for i in range(10):
            yield i
    finally:
        print("closed")


s = suspended()
print(any(x > 4 for x in s), next(s))
s.close()
it = (x for x in range(5))
print(next(it), 2 in it, tuple(it), tuple(it))


def self_consuming():
    yield 1
    try:
        tuple(me)
    except ValueError as e:
        yield str(e)


me = self_consuming()
print(tuple(me))


class Row:
    def __init__(self, items):
        self.items = items

    def __getitem__(self, i):
        if isinstance(i, slice):
            return ("slice", i.start, i.stop, i.step)
        return self.items[i]


class Default(Row):
    def __getitem__(self, i, more=5):
        return i, more


class Generating(Row):
    def __getitem__(self, i):
        yield i
        yield self.items[i]


class Static:
    __getitem__ = staticmethod(lambda i: ("static", i))


class Bound:
    __getitem__ = [1, 2, 3].__getitem__


def use(o):
    x = o[1]
    k = 2
    x = x, o[k], o[-1]
    return x


for o in (Row([1, 2, 3]), Default(0), [7, 8, 9], (4, 5, 6), Static(), Bound(), {1: "a", 2: "b", -1: "c"}):
    print(use(o))
print([list(Generating("xyz")[k]) for k in range(3)], Row("ab")["k":], Row(0)[1:2:3], Row({"k": 5})["k"])


def gen_using(o):
    for i in range(3):
        yield o[i]


print(list(gen_using(Row("abc"))), sum(gen_using(Row([1, 2, 3]))))


def fails(o, i):
    try:
        return o[i]
    except (IndexError, TypeError, KeyError) as e:
        return type(e).__name__, str(e)


print(fails(Row([1]), 5), fails(Row({}), "q"), fails(Default(0), 1), fails(Row(3), 0))


class NoArgs:
    def __getitem__(self):
        return 1


class NoneItem:
    __getitem__ = None


print(fails(NoArgs(), 1), fails(NoneItem(), 1), fails(object(), 1))


class Deep:
    def __getitem__(self, n):
        return 0 if n == 0 else self[n - 1] + 1


print(Deep()[200])
try:
    Deep()[10**6]
except RecursionError:
    print("too deep")

# Slices assigned and read in functions.


def slices(a, i, j):
    b = a[:]
    b[i:j] = "xyz"
    c = a[j:i:-1], a[::2], a[::-1], a[i::j]
    d = list(b)
    d[:0] = d[-2:]
    d[len(d):] = (1,)
    return b, c, d


print(slices([1, 2, 3, 4, 5], 1, 3))
t = (1, 2, 3)
step = 1
print(t[::step] is t, t[0:3:step] is t, t[::step + 1])
try:
    t[::step - 1]
except ValueError as e:
    print(e)


class Recorder:
    def __setitem__(self, k, v):
        print("set", k, v)

    def __getitem__(self, k):
        return k


r = Recorder()
r[step:] = 5
r[:step] = 6
print(r[::step], r[step:2:3], r[step:"x"])
try:
    t[step:] = 1
except TypeError as e:
    print(e)
