# Releasing very deep structures must not exhaust the native stack.
x = None
for _ in range(300_000):
    x = [x]
del x
x = ()
for _ in range(100_000):
    x = (x,)
del x
x = None
for _ in range(100_000):
    x = {"next": x}
del x


class Node:
    __slots__ = ("next",)

    def __init__(self, next):
        self.next = next


class Plain:
    def __init__(self, next):
        self.next = next


n = None
for _ in range(100_000):
    n = Node(n)
del n
n = None
for _ in range(100_000):
    n = Plain(n)
del n


def wrap(f):
    return lambda: f


f = None
for _ in range(50_000):
    f = wrap(f)
del f
count = 0


class Del:
    def __init__(self, next):
        self.next = next

    def __del__(self):
        global count
        count += 1


n = None
for _ in range(20_000):
    n = Del(n)
del n
print(count)
a = b = []
for _ in range(50_000):
    a = [a, b, a]
del a
print(b)
g = iter(())
for _ in range(10_000):
    g = map(None, g)
del g
print("done")
