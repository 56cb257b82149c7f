# Item and slice assignment and deletion, with errors.
a = list(range(10))
a[0] = "zero"
a[-1] = "nine"
print(a)
a[2:5] = ["x"]
print(a)
a[1:1] = [100, 200, 300]
print(a)
a[::2] = list("abcdef"[: len(a[::2])]) if len(a[::2]) <= 6 else [0] * len(a[::2])
print(a)
a[::-1] = a[:]
print(a)
a[5:2] = ["ins"]
print(a)
a[-3:-1] = ()
print(a)
a[100:] = iter([7, 8])
print(a)
a[:0] = a
print(a, len(a))
del a[0], a[-1]
del a[3:6]
del a[::-2]
print(a)
del a[10:5]
del a[100:]
del a[:]
print(a)
b = [1, 2, 3, 4]
b[1:3] = b
print(b)
b[True] = "true"
print(b)
for f in (
    "b[10] = 1",
    "b[-10] = 1",
    "del b[10]",
    "b['a'] = 1",
    "b[::2] = [1]",
    "b[::2] = 5",
    "b[0:2] = 5",
    "b[::0] = []",
    "del b[::0]",
    "del b['x']",
    "b[1.5] = 1",
    "b[0:1.5] = []",
    "b[10**30] = 1",
    "b[::-1] = [1, 2]",
):
    try:
        exec(f)
    except Exception as e:
        print(f, "->", type(e).__name__, e)
print(b)


class Idx:
    def __init__(self, n):
        self.n = n

    def __index__(self):
        return self.n


b[Idx(0)] = "idx"
b[Idx(1) : Idx(3)] = ["sliced"]
print(b[Idx(0)], b[Idx(0) : Idx(2)], b)
m = [[0] * 3 for _ in range(2)]
m[0][1] = 5
shared = [[0] * 2] * 3
shared[0][0] = 9
print(m, shared)
n = [1, 2, 3]
n[0], n[2] = n[2], n[0]
n[1] += 10
n[0:2] += [5]
print(n)
