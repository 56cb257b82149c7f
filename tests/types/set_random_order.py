# Sets iterate in CPython's order after any sequence of operations.
seed = 12345


def rnd(n):
    global seed
    seed = (seed * 6364136223846793005 + 1442695040888963407) % 2**64
    return (seed >> 33) % n


def value(spread):
    kind = rnd(10)
    if kind < 6:
        return rnd(spread) - spread // 4
    if kind == 6:
        return rnd(spread) * 1024
    if kind == 7:
        return rnd(spread) / 4
    if kind == 8:
        return (rnd(5), rnd(spread) // 3)
    return 2 ** (40 + rnd(60)) + rnd(3)


def some(spread, most):
    return [value(spread) for _ in range(rnd(most))]


def mixed(spread, most):
    items = some(spread, most)
    kind = rnd(6)
    if kind == 0:
        return set(items)
    if kind == 1:
        return frozenset(items)
    if kind == 2:
        return dict.fromkeys(items)
    if kind == 3:
        return tuple(items)
    if kind == 4:
        return iter(items)
    return items


def step(s, spread):
    op = rnd(20)
    if op < 5:
        s.add(value(spread))
    elif op < 8:
        s.discard(value(spread))
    elif op == 8:
        if s:
            return ("pop", s.pop())
    elif op == 9:
        s.update(mixed(spread, 30), mixed(spread, 4))
    elif op == 10:
        s |= set(some(spread, 40))
    elif op == 11:
        s &= set(some(spread, 60)) | set(list(s)[: rnd(30)])
    elif op == 12:
        s -= set(some(spread, 20))
    elif op == 13:
        s ^= frozenset(some(spread, 20))
    elif op == 14:
        s = set(s)
    elif op == 15:
        s = s.copy()
    elif op == 16:
        s = s.union(mixed(spread, 20)) if rnd(2) else s | frozenset(some(spread, 9))
    elif op == 17:
        s = s.difference(mixed(spread, 20), mixed(spread, 3)) if rnd(2) else s - set(some(spread, 100))
    elif op == 18:
        s = s.symmetric_difference(mixed(spread, 20))
    else:
        k = rnd(5)
        if k == 0:
            s.intersection_update(list(s)[::2], s)
        elif k == 1:
            s.difference_update(mixed(spread, 10))
        elif k == 2:
            s.symmetric_difference_update(mixed(spread, 10))
        elif k == 3:
            s = s.intersection(mixed(spread, 200))
        elif rnd(8) == 0:
            s.clear()
    return s


def digest(s):
    h = 7
    for x in s:
        h = (h * 1000003 + hash(x)) % 1000000007
    return h


for spread in (6, 12, 40, 200, 5000):
    s = set()
    for n in range(150):
        t = step(s, spread)
        if isinstance(t, tuple):
            print(t, end=" ")
        elif t is not None:
            s = t
        if n % 10 == 0:
            print(len(s), digest(s), end="; ")
    print()
    print(list(s)[:40])

big = set()
for i in range(3000):
    big.add(i * i % 10007)
print(len(big), digest(big), digest(big.copy()), digest(set(list(big))), digest(big | {5}), digest(frozenset(big)))
for i in range(0, 3000, 2):
    big.discard(i * i % 10007)
print(len(big), digest(big), digest(set(big)), digest(big - {1, 2, 3}), digest(big & set(range(2000))))
while len(big) > 900:
    big.pop()
print(digest(big), big.pop())
d = dict.fromkeys(range(0, 700, 7))
print(digest(d.keys() & range(300)), digest(d.keys() | {1, 2}), digest(d.keys() - {7}), digest(d.keys() ^ {0, 1}))
print(digest({1: 2, 3: 4}.items() | {(5, 6)}), digest({1: 2, 3: 4}.items() ^ {1: 2, 3: 5}.items()))
