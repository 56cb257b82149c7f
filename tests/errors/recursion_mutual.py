# Mutual recursion isn't folded: the frames alternate.
import sys

sys.setrecursionlimit(60)


def even(n):
    return odd(n + 1)


def odd(n):
    return even(n + 1)


try:
    even(0)
except RecursionError as e:
    print(type(e).__name__, e)


def down(n):
    if n:
        down(n - 1)
    else:
        raise ValueError("bottom")


down(20)
