# and, or, not, conditional expressions: values, short circuits, truth of objects.
def t(x):
    print("t", x, end="; ")
    return x


print(t(0) and t(1))
print(t(2) and t(3))
print(t(0) or t("") or t("end"))
print(t(1) and t(0) or t(5) and t(6))
print(not t(0), not not t("x"))
print(t(1) if t(0) else t(2))
print(1 if 0 else 2 if 0 else 3)
falsy = [None, False, 0, 0.0, 0j, "", b"", (), [], {}, set(), frozenset(), range(0)]
print([bool(x) for x in falsy])
truthy = [True, 1, -1, 0.1, "0", b"0", (0,), [0], {0: 0}, {0}, range(1), object, len]
print([bool(x) for x in truthy])


class ByBool:
    def __bool__(self):
        return False

    def __len__(self):
        return 5


class ByLen:
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n


print(bool(ByBool()), bool(ByLen(0)), bool(ByLen(3)))


class Bad:
    def __bool__(self):
        return 1


class BadLen:
    def __len__(self):
        return -1


class TextLen:
    def __len__(self):
        return "x"


class Raises:
    def __bool__(self):
        raise ValueError("no truth")


for thing in (Bad(), BadLen(), TextLen(), Raises()):
    for action in (bool, lambda x: not x, lambda x: x and 1, lambda x: 1 if x else 2):
        try:
            action(thing)
        except Exception as e:
            print(type(e).__name__, e)
try:
    while Raises():
        pass
except ValueError as e:
    print(e)
if (n := 10) > 5 and (m := n * 2) > 15 or (k := 1):
    print(n, m)
try:
    k
except NameError as e:
    print(e)
