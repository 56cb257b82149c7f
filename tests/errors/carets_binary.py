# Carets mark the operator of the failing operation and its operands.
import sys


def attempt(n):
    a, b, c = 1, "two", None
    if n == 0:
        return a + b
    if n == 1:
        return (a + 1) * (b - c)
    if n == 2:
        return a   +   b
    if n == 3:
        return a @ \
            b
    if n == 4:
        return a + (
            b
        )
    if n == 5:
        return -b
    if n == 6:
        return a < b < c
    if n == 7:
        return a is b or a in a
    if n == 8:
        c += a
    if n == 9:
        return ~c
    if n == 10:
        return b ** c // 2
    return "é😀" + a


for n in range(12):
    try:
        attempt(n)
    except TypeError:
        sys.excepthook(*sys.exc_info())
