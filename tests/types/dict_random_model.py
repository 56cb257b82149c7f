# Dicts against a list of pairs, through phases of growing and shrinking, with keys of all kinds.
seed = 99


def rnd(n):
    global seed
    seed = (seed * 6364136223846793005 + 1442695040888963407) % 2**64
    return (seed >> 33) % n


class Key:
    """Few hashes, so that they collide."""

    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return self.n % 5

    def __eq__(self, other):
        return isinstance(other, Key) and self.n == other.n

    def __repr__(self):
        return f"K{self.n}"


def keys(kind, count):
    made = []
    for i in range(count):
        k = kind if kind < 6 else rnd(6)
        made.append(
            [
                lambda: i * 3 - 20,
                lambda: "s%d" % i,
                lambda: i / 2,
                lambda: (i % 7, "t%d" % i),
                lambda: Key(i),
                lambda: 2**70 + i,
            ][k]()
        )
    return made


def run(kind, count, steps):
    pool = keys(kind, count)
    d = {}
    model = []
    for n in range(steps):
        key = pool[rnd(count)]
        at = next((i for i, (k, _) in enumerate(model) if k == key and hash(k) == hash(key)), None)
        assert (key in d) == (at is not None)
        shrinking = n // 60 % 2
        op = rnd(12)
        if at is not None and (shrinking or op == 0):
            if op % 2:
                assert d.pop(key) == model[at][1]
            else:
                del d[key]
            del model[at]
        elif at is not None:
            model[at] = (model[at][0], n)
            d[key] = n
        elif shrinking and model and op < 6:
            assert d.popitem() == model.pop()
        elif op == 1:
            assert d.setdefault(key, n) == n
            model.append((key, n))
        elif op == 2:
            assert d.get(key, "no") == "no" and d.pop(key, None) is None
        else:
            d[key] = n
            model.append((key, n))
        if n % 40 == 0:
            e = dict(d)
            assert list(e.items()) == list(d.items()) == model
            assert e == d and d.copy() == d and {**d} == d
            assert [k for k in reversed(d)] == [k for k, _ in reversed(model)]
            e["extra"] = 1
            assert e != d and len(e) == len(d) + 1
    assert list(d.items()) == model and len(d) == len(model)
    print(kind, count, len(d), list(d)[:6])


for kind in range(7):
    for count in (5, 9, 30, 120):
        run(kind, count, 240)

big = {}
for i in range(20000):
    big[i * 7919 % 20011] = i
    if i % 3 == 0:
        big["n%d" % i] = i
print(len(big), sum(big.values()), big[5], big["n300"], 20011 in big, "n301" in big)
for i in range(0, 20000, 3):
    del big["n%d" % i]
print(len(big), list(big)[:5], list(big.values())[-3:])
print({1: "a", True: "b", 1.0: "c"}, {0: 1, -0.0: 2, False: 3}, len({float("nan"): 1, float("nan"): 2}))
print({-1: "x", -2: "y"}, hash(-1) == hash(-2), {2**61 - 1: 0, 0: 1}, {None: 1, (): 2, "": 3, b"": 4})
