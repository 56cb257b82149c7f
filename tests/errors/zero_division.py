# An uncaught error at module level, inside calls, with carets under the operator.
print("before")


def middle(a, b):
    total = a + a / b * 2
    return total


def outer(x):
    return [middle(x, y) for y in (1, 2, 0)]


outer(10)
print("after")
