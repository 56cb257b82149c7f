# Assigning to slices: as many items as before, more, fewer; from itself; what is dropped, and when.


def check(start, stop, step, new):
    a = list(range(8))
    try:
        a[start:stop:step] = new
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
    return a


for start in (None, 0, 2, -3, 9):
    for stop in (None, 0, 5, -1, 20):
        for new in ([], [10], [10, 11, 12], (1, 2, 3, 4, 5, 6, 7, 8), "xyz"):
            print(start, stop, check(start, stop, None, new), check(start, stop, 1, iter(new)))
for step in (2, -1, -3):
    for new in ([1, 2, 3, 4], range(8), "abc", 5, None):
        print(step, check(None, None, step, new))

a = [1, 2, 3, 4]
a[:] = a
print(a)
a[1:3] = a
print(a)
a[:] = a[::-1]
print(a)
a[::-1] = a
print(a)
a[2:4] = (x * 10 for x in a[2:4])
print(a)


class Loud:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        print("drop", self.n, len(shared))


shared = [Loud(i) for i in range(4)]
shared[1:3] = [7, 8]
print(shared[1:3])
shared[0:1] = [1, 2, 3]
print(len(shared))
shared[:] = ()


class Index:
    def __init__(self, n):
        self.n = n

    def __index__(self):
        print("index", self.n)
        return self.n


b = list("abcdef")
print(b[Index(1):Index(4)], b[::Index(2)], b[True:4], b[-(10**30):10**30], b[None:None:None])
b[Index(1):Index(3)] = "XY"
print(b)
for bad in (lambda: b[::0], lambda: b["a":], lambda: b[:1.5], lambda: b[::"x"], lambda: b[1.0]):
    try:
        bad()
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
print(slice(1, 2, 3), slice([1], None), slice(1) == slice(None, 1, None))


def generator():
    yield 1


g = generator()
generator.__name__ = "other"
print(g.__name__, g.__qualname__, generator().__name__)
generator.__qualname__ = "a.b"
h = generator()
print(h.__name__, h.__qualname__, [type(x).__name__ for x in (h,)])
h.__name__ = "named"
print(h.__name__, (x for x in ()).__name__, (lambda: (yield))().__qualname__)
