# RecursionError can be caught, and the program goes on.
import sys

print(sys.getrecursionlimit())


def depth(n):
    try:
        return depth(n + 1)
    except RecursionError:
        return n


d = depth(1)
print(900 < d <= 1000)


class R:
    def __repr__(self):
        return repr(self)

    def __eq__(self, other):
        return self == other

    def __getattr__(self, name):
        return getattr(self, name + "x")

    def __call__(self):
        return self()


for f in (lambda: repr(R()), lambda: R() == 1, lambda: R().a, lambda: R()()):
    try:
        f()
    except RecursionError as e:
        print(type(e).__name__)


def gen(n):
    yield from gen(n + 1)


try:
    list(gen(0))
except RecursionError:
    print("generator")
nested = []
for _ in range(200_000):
    nested = [nested]
try:
    repr(nested)
except RecursionError as e:
    print("repr", type(e).__name__)
print("still alive", depth(1) == d)
sys.setrecursionlimit(200)
print(depth(1) < 200)
for bad in (0, -1, "x", 1.5, 10**20):
    try:
        sys.setrecursionlimit(bad)
    except (ValueError, TypeError, OverflowError) as e:
        print(type(e).__name__, e)
