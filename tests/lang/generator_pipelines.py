# Generators feeding generators; laziness; recursion; infinite streams.
def count(n=0):
    while True:
        yield n
        n += 1


def take(n, it):
    for _, x in zip(range(n), it):
        yield x


def sieve(it):
    p = next(it)
    yield p
    yield from sieve(x for x in it if x % p)


print(list(take(12, sieve(count(2)))))


def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b


print(list(take(15, fib())))


def permutations(items):
    if len(items) <= 1:
        yield items
        return
    for i, x in enumerate(items):
        for rest in permutations(items[:i] + items[i + 1 :]):
            yield [x] + rest


print(len(list(permutations([1, 2, 3, 4]))), list(permutations("abc" and ["a", "b", "c"]))[:3])


class Tree:
    def __init__(self, v, l=None, r=None):
        self.v, self.l, self.r = v, l, r

    def __iter__(self):
        if self.l:
            yield from self.l
        yield self.v
        if self.r:
            yield from self.r


t = Tree(4, Tree(2, Tree(1), Tree(3)), Tree(6, None, Tree(7)))
print(list(t), 3 in t, 9 in t, sorted(t, reverse=True), [*t][0])


def hanoi(n, a, b, c):
    if n:
        yield from hanoi(n - 1, a, c, b)
        yield a + c
        yield from hanoi(n - 1, b, a, c)


print(" ".join(hanoi(4, "A", "B", "C")))


def grep(word):
    print("start")
    try:
        while True:
            line = yield
            if word in line:
                print("found", line)
    except GeneratorExit:
        print("closed")


g = grep("x")
next(g)
for line in ("abc", "axc", "xyz"):
    g.send(line)
g.close()


def scheduler(tasks):
    log = []
    while tasks:
        task = tasks.pop(0)
        try:
            log.append(next(task))
            tasks.append(task)
        except StopIteration as e:
            log.append(("done", e.value))
    return log


def task(name, n):
    for i in range(n):
        yield f"{name}{i}"
    return name


print(scheduler([task("a", 3), task("b", 1), task("c", 2)]))


def flatten(x):
    try:
        if isinstance(x, str):
            raise TypeError
        for y in x:
            yield from flatten(y)
    except TypeError:
        yield x


print(list(flatten([1, ["ab", [2.5, (3,)]], {"k": 1}, range(2)])))
lines = (l.strip() for l in ["  a ", "", " b", "#c"])
print([l for l in (m for m in lines if m) if not l.startswith("#")])
print(sum(1 for _ in take(1000, (x * x for x in count()))), all(x < 5 for x in count()), any(x > 5 for x in count()))
