# __iter__, __next__, __getitem__ fallback, iter(callable, sentinel), errors.
class Count:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return CountIter(self.n)


class CountIter:
    def __init__(self, n):
        self.i, self.n = 0, n

    def __iter__(self):
        return self

    def __next__(self):
        if self.i >= self.n:
            raise StopIteration
        self.i += 1
        return self.i


c = Count(3)
print(list(c), list(c), [*c], tuple(c), sum(c), max(c), 2 in c, 9 in c, dict(zip(c, "abc")))
a, b, d = c
print(a, b, d)


class Old:
    def __getitem__(self, i):
        print("getitem", i, end=" ")
        if i > 2:
            raise IndexError
        return i * i


print(list(Old()), 4 in Old())
values = iter([3, 2, 1, 0, 5])
print(list(iter(lambda: next(values), 0)), next(values))


class BadIter:
    def __iter__(self):
        return 5


class NoNext:
    def __iter__(self):
        return NoNext()


class RaiseIter:
    def __iter__(self):
        raise ValueError("iter raises")


class RaiseNext:
    def __iter__(self):
        return self

    def __next__(self):
        raise KeyError("next raises")


class NoneIter:
    __iter__ = None

    def __getitem__(self, i):
        return i


for thing in (BadIter(), NoNext(), RaiseIter(), RaiseNext(), NoneIter(), 5, None, len, object()):
    for action in (lambda t: list(t), lambda t: [x for x in t], lambda t: 1 in t):
        try:
            action(thing)
        except Exception as e:
            print(type(e).__name__, e, end="; ")
    print()
i = iter([1, 2])
print(next(i), next(i), next(i, "end"), next(i, None))
try:
    next(i)
except StopIteration as e:
    print(repr(e))
lst = [1]
it = iter(lst)
next(it)
print(next(it, "exhausted"))
lst.append(2)
print(next(it, "still exhausted"))
lst = [1, 2]
it = iter(lst)
next(it)
lst.append(3)
print(list(it), it.__length_hint__())
e = enumerate("ab", start=5)
print(next(e), list(e), list(enumerate([], 1)))
z = zip([1, 2, 3], iter("ab"))
print(list(z), list(z))
m = map(lambda a, b: a + b, [1, 2], [10, 20, 30])
print(next(m), list(m), iter(m) is m)
f = filter(None, [0, 1, "", "a", None])
print(list(f), list(filter(lambda x: x > 1, [1, 2, 3])))
r = reversed([1, 2, 3])
print(next(r), r.__length_hint__(), list(r), list(reversed("abc")), list(reversed(range(3))), list(reversed({1: 2, 3: 4})))


class Rev:
    def __len__(self):
        return 3

    def __getitem__(self, i):
        return i * 10


print(list(reversed(Rev())), type(iter([])).__name__, type(iter("")).__name__, type(iter(())).__name__, type(iter({})).__name__, type(iter(set())).__name__, type(iter(range(0))).__name__, type(iter(lambda: 0, 0)).__name__)
try:
    next(iter(lambda: 1 / 0, 5))
except ZeroDivisionError as e:
    print(e)
