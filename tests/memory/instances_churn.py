# Many short-lived instances of many shapes; free lists must not mix them up.
class A:
    def __init__(self, n):
        self.n = n


class B:
    __slots__ = ("x", "y")

    def __init__(self, n):
        self.x = n
        self.y = str(n)


class C(A):
    def __init__(self, n):
        super().__init__(n)
        for i in range(n % 7):
            setattr(self, f"a{i}", i)


class E(list):
    pass


class F(dict):
    tag = "F"


class G(int):
    pass


class H(str):
    __slots__ = ()


total = 0
kept = []
state = 1
for i in range(6000):
    state = (state * 1103515245 + 12345) % 2**31
    kind = (state >> 8) % 8
    n = (state >> 12) % 50
    if kind == 0:
        o = A(n)
        total += o.n
    elif kind == 1:
        o = B(n)
        total += o.x + len(o.y)
    elif kind == 2:
        o = C(n)
        total += len(o.__dict__)
    elif kind == 3:
        o = E(range(n))
        o.attr = n
        total += len(o) + o.attr
    elif kind == 4:
        o = F.fromkeys(range(n), i)
        total += len(o)
    elif kind == 5:
        o = G(n * 10**15)
        total += o % 97
    elif kind == 6:
        o = H("é" * n)
        total += len(o)
    else:
        o = (n, float(n), [n] * (n % 5), {n: n}, {n}, lambda: n)
        total += o[5]() + len(o[2])
    if state >> 20 & 3 == 0:
        kept.append(o)
    if len(kept) > 200:
        victim = kept.pop((state >> 5) % 200)
        if isinstance(victim, C):
            victim.__dict__.clear()
        elif isinstance(victim, B):
            del victim.x
print(total, len(kept), sorted({type(o).__name__ for o in kept}))
print(sum(o.n for o in kept if type(o) is A), sum(len(o.y) for o in kept if type(o) is B), sum(map(len, (o for o in kept if isinstance(o, (E, F, H))))))
kept.clear()
values = []
for i in range(3000):
    values.append(i * 0.5)
    values.append(str(i))
    values.append((i, i + 1))
    if i % 3 == 0:
        del values[i // 2]
print(len(values), sum(v for v in values if isinstance(v, float)), sum(len(v) for v in values if isinstance(v, str)))
