# Slices of lists, tuples and ranges, and assigning to them, against what the indexes say.
bounds = [None, 0, 1, 2, 3, 5, 6, 7, 100, -1, -2, -3, -6, -7, -100, 10**30, -(10**30)]
steps = [None, 1, 2, 3, 7, 100, -1, -2, -3, -7, -100, 10**30, -(10**30)]
total = 0
for n in (0, 1, 6):
    plain = list(range(n))
    for a in bounds:
        for b in bounds:
            for c in steps:
                s = slice(a, b, c)
                start, stop, stride = s.indices(n)
                want = list(range(start, stop, stride))
                assert plain[s] == want, (n, s)
                assert tuple(plain)[s] == tuple(want)
                assert list(range(n)[s]) == want and len(range(n)[s]) == len(want)
                assert [x * 2 for x in range(0, n * 2, 2)[s]] == [x * 2 for x in range(0, 2 * n, 2)[s]]
                assert list(range(10**20, 10**20 + n)[s]) == [10**20 + x for x in want]
                copy = plain[:]
                del copy[s]
                assert copy == [x for x in plain if x not in want], (n, s, copy)
                copy = plain[:]
                copy[s] = iter([-x for x in want])
                if c is None or c == 1:
                    assert sorted(copy) == sorted([x for x in plain if x not in want] + [-x for x in want])
                else:
                    assert copy == [-x if x in want else x for x in plain]
                total += len(want)
print(total)
x = list(range(10))
x[2:5] = "abcdef"
print(x)
x[::2] = x[::-2]
print(x)
x[5:2] = [99]
print(x)
x[len(x):] = [1, 2]
x[:0] = (8, 9)
print(x)
x[1:3] = x
print(x)
x[:] = x[::-1]
print(x, len(x))
for f in (
    lambda: x.__setitem__(slice(None, None, 2), [1]),
    lambda: x.__setitem__(slice(None, None, 0), [1]),
    lambda: x.__setitem__(slice(0, 1), 5),
    lambda: x.__setitem__(slice(None, None, -1), 5),
    lambda: x["a":],
    lambda: x[: 1.5],
    lambda: x[::"s"],
    lambda: x[1.0],
    lambda: x[()],
    lambda: tuple(x)[None],
    lambda: range(3)["x"],
    lambda: x[10**40],
    lambda: tuple(x)[-(10**40)],
    lambda: x.__delitem__(10**40),
    lambda: x.__setitem__(-100, 1),
    lambda: x.__delitem__("q"),
):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


class Index:
    def __init__(self, n):
        self.n = n

    def __index__(self):
        return self.n


print([1, 2, 3][Index(1)], (1, 2, 3)[Index(0) : Index(2)], range(9)[Index(-1)], [5, 6][True], "abc"[Index(2)])


class Shrinks:
    def __index__(self):
        victim.clear()
        return 5


victim = list(range(10))
print(victim[Shrinks():], victim)
victim = list(range(10))
try:
    victim[Shrinks()] = 1
except IndexError as e:
    print(e, victim)
