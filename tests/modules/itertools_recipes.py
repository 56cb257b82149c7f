# Recipes built from itertools: composition, laziness, sharing.
from itertools import *
import operator


def chunked(it, n):
    it = iter(it)
    return iter(lambda: tuple(islice(it, n)), ())


def unique(it):
    seen = set()
    for x in filterfalse(seen.__contains__, it):
        seen.add(x)
        yield x


def powerset(s):
    return chain.from_iterable(combinations(s, r) for r in range(len(s) + 1))


def roundrobin(*its):
    pending = deque = [iter(i) for i in its]
    while pending:
        for i in list(pending):
            try:
                yield next(i)
            except StopIteration:
                pending.remove(i)


print(list(chunked("abcdefg", 3)), list(unique("abracadabra")), list(powerset([1, 2, 3])), "".join(roundrobin("ABC", "D", "EF")))
print(list(accumulate(range(1, 8), operator.mul)), list(accumulate("abc")), [sum(g) for _, g in groupby([1, 2, 4, 6, 7, 9], lambda n: n % 2)], dict((k, list(map(operator.itemgetter(0), g))) for k, g in groupby(sorted([("a", 2), ("b", 1), ("c", 2)], key=operator.itemgetter(1)), operator.itemgetter(1))))
a, b = tee(count(), 2)
print(list(islice(a, 5)), list(islice(b, 2)), next(a), next(b))
c = cycle(iter("xy"))
print([next(c) for _ in range(5)])
print(len(list(product(range(5), repeat=3))), sum(1 for _ in permutations(range(6))), sum(1 for _ in combinations(range(10), 4)), list(combinations_with_replacement([1, 2], 3))[-2:], next(product(), "none"))
it = iter(range(10))
print(list(takewhile(lambda x: x < 3, it)), next(it), list(dropwhile(lambda x: x < 6, it)))
log = []


def noisy(n):
    for i in range(n):
        log.append(i)
        yield i


s = islice(noisy(100), 2, 8, 2)
print(log, next(s), log, list(s), log)
log.clear()
z = zip_longest(noisy(2), "abc", fillvalue="?")
print(next(z), list(z), log)
st = starmap(lambda x, y=10: x * y, [(1,), (2, 3)])
print(list(st), list(compress(count(), [1, 0, 0, 1])), list(repeat("x", 0)), list(map(pow, repeat(2), range(4))), list(pairwise([1])), list(pairwise(range(4))))
g = groupby("aabb")
k1, g1 = next(g)
k2, g2 = next(g)
print(k1, list(g1), k2, list(g2), next(g, "end"))
t = tee(iter("abc"), 3)
next(t[0])
u = t[0].__copy__()
print(list(u), list(t[0]), list(t[1]))
print(list(batched(range(7), 3)), list(chain.from_iterable(zip("ac", "bd"))), max(accumulate([3, -1, 4, -5], operator.add)), list(zip(count(1), "ab")), list(islice(cycle([1, 2, 3]), 2, 9, 3)))
