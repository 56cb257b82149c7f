# sum, min, max, any, all, abs, divmod, pow.
print(sum([]), sum([1, 2.5]), sum([[1], [2]], []), sum((x for x in range(5)), 10), sum({1: 2, 3: 4}), sum([True, True]), sum([10**20, 1]), sum([0.1] * 10), sum([1e100, 1.0, -1e100]), sum([1, 2], start=5), sum([(1,), (2,)], ()), sum([1j, 1]), sum([2**62, 2**62]))
print(min(3, 1, 2), max([3, 1, 2]), min("b", "a"), max("abc"), min([1], [0, 5]), max([], default="d"), min((), default=None), max(1, 2, key=lambda x: -x), min(["bb", "a"], key=len), max([1, 1.0]), max([1.0, 1]), min([True, 1]), max({1: "a", 5: "b"}), min(float("nan"), 1), max(1, float("nan")), min(x for x in [4, 2]))
print(any([]), all([]), any([0, "", None, 3]), all([1, "a"]), any(x > 2 for x in range(5)), all(x < 3 for x in range(5)))
it = iter([0, 1, 2, 3])
print(any(it), list(it))
it = iter([1, 0, 2])
print(all(it), list(it))
print(abs(-3), abs(-2.5), abs(3 - 4j), abs(True), abs(-(10**30)), abs(-0.0), divmod(7, -2), divmod(-7.5, 2), divmod(10**30, 7), pow(2, 10), pow(2, -1), pow(2, 5, 7), pow(2.0, 3), pow(0, 0), pow(base=2, exp=3, mod=5), pow(-2, 3), pow(10**20, 2, 97))
calls = []
max([1, 2, 3], key=lambda v: calls.append(v) or v)
print(calls)


class C:
    def __init__(self, n):
        self.n = n

    def __lt__(self, o):
        calls.append(("lt", self.n, o.n))
        return self.n < o.n

    def __gt__(self, o):
        calls.append(("gt", self.n, o.n))
        return self.n > o.n


calls.clear()
print(min(C(2), C(1)).n, max(C(2), C(3)).n, calls)
for f in (lambda: sum("ab"), lambda: sum([], ""), lambda: sum(["a"], ""), lambda: sum([1, "a"]), lambda: sum(1, 2), lambda: max(), lambda: max([]), lambda: min(1), lambda: max([1, "a"]), lambda: max(1, 2, key=5), lambda: max([1], bad=1), lambda: min([], [], default=1), lambda: any(), lambda: any(1), lambda: all(1, 2), lambda: abs("a"), lambda: abs(), lambda: divmod(1, 0), lambda: divmod("a", 1), lambda: pow(2, 3, 0), lambda: pow(2, 0.5, 3), lambda: pow("a", 2), lambda: pow(0, -1), lambda: sum([[1]]), lambda: sum([1], [2])):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
