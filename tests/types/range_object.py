# range: indexing, slicing, membership, equality, huge ranges, errors.
r = range(2, 20, 3)
print(r, list(r), len(r), r[0], r[-1], r[1:4], r[::-1], r[::2], r.start, r.stop, r.step, r.index(8), r.count(8), r.count(9), 8 in r, 9 in r, 8.0 in r, "a" in r)
print(range(0), range(5, 0), list(range(5, 0, -2)), list(range(-3)), range(1, 10, 100), len(range(10, 0, -3)), range(3)[::-1], range(10)[7:2:-2], range(10)[5:5])
print(range(3) == range(0, 3, 1), range(0) == range(5, 5), range(0, 3, 2) == range(0, 4, 2), range(3) == [0, 1, 2], hash(range(3)) == hash(range(0, 3)), {range(2): 1}[range(0, 2)], range(1) != range(2))
big = range(10**20, 10**20 + 50, 7)
print(len(big), big[3], list(big)[-1], 10**20 + 14 in big, big[-1], big.index(10**20 + 21), big[2:4], range(-(10**30), 10**30)[0], bool(range(0)), bool(range(1)), 10**18 in range(10**19))
print(list(reversed(range(5))), list(reversed(range(0, 10, 4))), sum(range(101)), max(range(5)), sorted(range(3), reverse=True), [*range(2)], tuple(range(True, 3)))
it = iter(range(3))
print(next(it), it.__length_hint__(), list(it), next(it, "end"), type(it).__name__, type(iter(range(10**30))).__name__)
for f in (
    lambda: range(), lambda: range(1, 2, 0), lambda: range(1.0), lambda: range("3"), lambda: range(1, 2, 3, 4), lambda: r[10], lambda: r["a"], lambda: r.index(9), lambda: len(range(10**30)), lambda: range(3) + range(2),
    lambda: r < range(5), lambda: range(None), lambda: range(stop=3), lambda: r[1.5], lambda: r.index("x"), lambda: range(3) * 2, lambda: range(1, None),
):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
try:
    r.start = 5
except AttributeError as e:
    print(e)
try:
    class R(range):
        pass
except TypeError as e:
    print(e)


class I:
    def __index__(self):
        return 4


print(list(range(I())), range(I()), range(10)[I()], [x for x in range(3) for _ in range(x)])
