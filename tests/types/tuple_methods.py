# Tuples: indexing, methods, comparison, errors.
t = (1, "a", 2.5, None, (3, 4))
print(t, len(t), t[0], t[-1], t[1:3], t[::-1], t[10:], t.count(1), t.index("a"), t.index(None, 2), 2.5 in t, 9 in t)
print((), (1,), tuple(), tuple("ab"), tuple([1, [2]]), tuple(range(3)), tuple(x for x in "z"), tuple({1: 2}), tuple(t) is t)
print(t + (5,), (0,) * 3, 2 * ("x",), (1, 2) * 0, (1, 2) * -1)
print((1, 2) < (1, 3), (1, 2) < (1, 2, 0), () < (0,), (1, 2) == (1.0, 2.0), (1, 2) == [1, 2], (1, "a") != (1, "b"), (2,) > (1, 9), max((1, 5), (1, 4)))
print(hash((1, 2)) == hash((1, 2)), {(1, 2): "k"}[1, 2], repr((1, (2,), [])), str(("a",)), bool(()), bool((0,)))
for f in (
    lambda: t[10], lambda: t["a"], lambda: t[1.0], lambda: t.index(99), lambda: t.index(1, 1), lambda: t + [1], lambda: t * 1.5, lambda: (1, "a") < (1, 2),
    lambda: tuple(5), lambda: tuple(1, 2), lambda: tuple(x=1), lambda: t.append(1), lambda: hash(([],)), lambda: t.count(), lambda: t.index(), lambda: t[::0], lambda: (1,) < 5, lambda: "a" + (1,),
):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
a = [0]
u = (a, 1)
a.append(u)
print(u)


class T(tuple):
    def __repr__(self):
        return "T" + super().__repr__()


print(T([1, 2]), T("ab")[0], T((1, 2)) + (3,), type(T((1,)) * 2).__name__, T((1, 2)) == (1, 2), T()[:], hash(T((1,))) == hash((1,)))
print((1, 2).__add__((3,)), (1, 2).__contains__(1), (1,).__getnewargs__(), sorted([(2, "b"), (1, "z"), (2, "a")]))
