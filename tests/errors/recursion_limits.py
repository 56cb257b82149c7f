# sys.setrecursionlimit: how many calls fit, what is refused, limits that are changed on the way.
import sys

calls = 0


def f():
    global calls
    calls += 1
    f()


for limit in (50, 100, 1000, 3000, 20000):
    sys.setrecursionlimit(limit)
    calls = 0
    try:
        f()
    except RecursionError as e:
        print(limit, limit - calls, e, sys.getrecursionlimit())
sys.setrecursionlimit(1000)


def at(depth, limit):
    if depth:
        return at(depth - 1, limit)
    sys.setrecursionlimit(limit)


for depth, limit in ((200, 100), (50, 52), (50, 53), (50, 500), (0, 0), (0, -1), (0, 2**31), (0, -(2**70)), (0, "x")):
    try:
        print(depth, limit, at(depth, limit), sys.getrecursionlimit())
    except (RecursionError, ValueError, OverflowError, TypeError) as e:
        print(depth, limit, type(e).__name__, e)
    sys.setrecursionlimit(1000)
