# zip, map, filter, enumerate, reversed, iter, next.
print(list(zip()), list(zip("ab")), list(zip("abc", [1, 2])), list(zip(*[(1, "a"), (2, "b")])), list(zip("ab", "cd", strict=True)), dict(zip("ab", range(9))), list(zip(range(3), range(1, 4), range(2, 5))))
a, b = iter([1, 2, 3]), iter("x")
print(list(zip(a, b)), next(a))
print(list(map(str, [1, 2])), list(map(pow, [2, 3], [3, 2])), list(map(lambda *a: a, "ab", "cde", [1, 2, 3])), list(map(None.__class__, [])), list(map(int, "123")), list(map(max, [1, 5], [4, 2])))
print(list(filter(None, [0, 1, [], [0]])), list(filter(str.isdigit, "a1b2")), list(filter(lambda x: x % 2, range(6))), list(filter(bool, "")))
print(list(enumerate("ab")), list(enumerate("ab", 5)), list(enumerate(start=-1, iterable="x")), list(enumerate(enumerate("a"))), next(enumerate("q")), list(enumerate("a", 2**70)))
print(list(reversed("abc")), list(reversed([])), list(reversed((1, 2))), list(reversed({"a": 1, "b": 2})), list(reversed(range(1, 6, 2))), "".join(reversed("xyz")))
print(list(iter("ab")), next(iter([5])), next(iter([]), "d"), [x for x in iter(iter([1]))])
n = iter(range(5))
print(list(iter(lambda: next(n), 3)), list(n))
for f in (lambda: zip(1), lambda: zip([1], 2), lambda: list(zip([1], [1, 2], strict=True)), lambda: list(zip([1, 2], [1], strict=True)), lambda: list(zip("a", "b", "", strict=True)), lambda: list(zip("", "", "a", strict=True)), lambda: map(), lambda: map(str), lambda: map(str, 5), lambda: list(map(5, [1])), lambda: filter(None), lambda: filter(None, 5), lambda: list(filter(5, [1])), lambda: enumerate(), lambda: enumerate(5), lambda: enumerate([], "a"), lambda: reversed(5), lambda: reversed({1, 2}), lambda: reversed(iter([])), lambda: next(5), lambda: next(iter([])), lambda: next(iter([]), 1, 2), lambda: iter(5), lambda: iter(5, 1), lambda: iter(), lambda: list(map(lambda x: 1 / x, [1, 0])), lambda: list(map(lambda a: a, [1], [2])), lambda: enumerate([], 1, 2), lambda: filter(lambda x: x, [1], [2]), lambda: zip([], strict=1, x=2), lambda: map(str, [], key=1)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
m = map(lambda x: x * 2, [1, 2, 3])
print(next(m), list(m), list(m), type(m).__name__, type(zip()).__name__, type(filter(None, [])).__name__, type(enumerate([])).__name__, type(reversed([])).__name__, repr(m).split(" at ")[0])


def stop():
    raise StopIteration


print(list(map(lambda x: x if x < 2 else stop(), [1, 2, 3])), sum(map(len, ["a", "bb"])), sorted(zip([2, 1], "ab")), list(zip(m, m)), max(map(abs, [-5, 3])), any(map(lambda x: x > 2, [1, 3])))
print([*map(lambda p: p[0] + p[1], zip([1, 2], [3, 4]))], list(zip(*zip([1, 2], [3, 4]))), list(map(list, zip(*[[1, 2], [3, 4]]))), [[*r] for r in zip("ab", "cd")])
