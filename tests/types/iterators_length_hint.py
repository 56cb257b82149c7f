# Iterators: estimates of their length, staying exhausted, and containers that change meanwhile.
from operator import length_hint


def hints(it):
    seen = [length_hint(it)]
    for _ in it:
        seen.append(length_hint(it))
    seen.append(next(it, "end"))
    return type(it).__name__, seen


class Seq:
    def __len__(self):
        return 3

    def __getitem__(self, i):
        if i >= 3:
            raise IndexError(i)
        return i


class Endless:
    def __getitem__(self, i):
        if i == 4:
            raise StopIteration
        return i


d = {"a": 1, "b": 2}
for it in (
    iter([1, 2]),
    reversed([1, 2]),
    iter((1, 2)),
    reversed((1, 2)),
    iter(range(2)),
    iter(range(10**20, 10**20 + 2)),
    reversed(range(0, 7, 3)),
    reversed(range(10**20, 10**20 + 2)),
    iter({5}),
    iter(frozenset([1, 2])),
    iter(d),
    iter(d.values()),
    iter(d.items()),
    reversed(d),
    reversed(d.values()),
    reversed(d.items()),
    iter(Seq()),
    reversed(Seq()),
    iter(Endless()),
    enumerate("ab"),
    zip([1, 2], [3, 4]),
    map(str, [1]),
    filter(None, [0, 1]),
    iter([3, 2, 1, 0].pop, 2),
    iter(""),
):
    print(*hints(it))

# A list that grows is followed; an exhausted iterator stays so.
x = [1]
it = iter(x)
print(next(it))
x.append(2)
print(next(it), next(it, "end"))
x.append(3)
print(next(it, "end"))
x = [1, 2, 3]
it = reversed(x)
print(next(it))
del x[1:]
print(next(it, "end"), length_hint(it))

for make, change in (
    (lambda c: iter(c), lambda c: c.update({"new": 1})),
    (lambda c: iter(c.items()), lambda c: c.pop("a")),
    (lambda c: reversed(c), lambda c: c.clear()),
    (lambda c: iter(c.values()), lambda c: (c.pop("a"), c.update(z=1))),
):
    c = {"a": 1, "b": 2, "c": 3}
    it = make(c)
    print(next(it), end=" ")
    change(c)
    for _ in range(2):
        try:
            print(list(it))
        except RuntimeError as e:
            print(e, length_hint(it))
s = {1, 2, 3}
it = iter(s)
next(it)
s.add(99)
for _ in range(2):
    try:
        print(next(it))
    except RuntimeError as e:
        print(e)
s.discard(99)
try:
    print(next(it))
except RuntimeError as e:
    print(e)
c = {"a": 1}
for k in c:
    c[k] += 1
print(c)

print(list(zip([1, 2, 3], "ab")), list(zip()), list(zip([1, 2], "ab", [3, 4], strict=True)))
for args in (([1], []), ([], [1]), ([1, 2], [1, 2], [1]), ([1], [1], [1, 2]), ([1], [1, 2], [1])):
    try:
        print(list(zip(*args, strict=True)))
    except ValueError as e:
        print(e)
it = iter([1, 2, 3])
print(list(zip(it, [10])), next(it))
print(list(map(lambda a, b: a * b, [1, 2, 3], [4, 5])), list(map(max, [1, 5], [3, 2], [2, 9])))
print(list(enumerate("ab", 2**61 - 2)), list(enumerate("ab", 2**62)), list(enumerate("ab", start=-1)))
print(list(filter(lambda v: v % 2, range(7))), list(filter(bool, [0, 1, "", "a"])))


class Boom:
    def __iter__(self):
        return self

    def __next__(self):
        raise ZeroDivisionError("boom")


for f in (
    lambda: list(Boom()),
    lambda: list(zip([1], Boom())),
    lambda: list(map(str, Boom())),
    lambda: list(enumerate(Boom())),
    lambda: [1].extend(Boom()),
    lambda: set(Boom()),
    lambda: dict(Boom()),
    lambda: tuple(Boom()),
    lambda: sorted(Boom()),
    lambda: next(iter(int, 0)),
    lambda: reversed(d.keys().__iter__()),
    lambda: next(iter([])),
):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
