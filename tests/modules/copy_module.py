# copy and deepcopy: identity, memo, cycles, hooks.
import copy

a = [1, [2, 3], {"k": [4]}]
b, c = copy.copy(a), copy.deepcopy(a)
a[1].append("x")
a[2]["k"].append("y")
print(a, b, c, b[1] is a[1], c[1] is a[1])
for atom in (1, "s", None, 1.5, (), (1, 2), len, int, frozenset([1]), b"x", ..., range(3)):
    print(copy.copy(atom) is atom, copy.deepcopy(atom) is atom, end=" ")
print()
t = (1, [2])
print(copy.deepcopy(t) is t, copy.deepcopy(t) == t, copy.copy(t) is t)
loop = [1]
loop.append(loop)
l2 = copy.deepcopy(loop)
print(l2[1] is l2, l2 is not loop)
shared = [0]
pair = copy.deepcopy([shared, shared])
print(pair[0] is pair[1])


class C:
    def __init__(self, v):
        self.v = v


o = C([1])
p, q = copy.copy(o), copy.deepcopy(o)
o.v.append(2)
print(p.v, q.v, type(q).__name__, p is not o)
o.me = o
print(copy.deepcopy(o).me.v)


class Hook:
    def __copy__(self):
        return "copied"

    def __deepcopy__(self, memo):
        return "deep", type(memo).__name__


print(copy.copy(Hook()), copy.deepcopy([Hook()]))


class S:
    __slots__ = ("a", "b")


s = S()
s.a = [1]
print(copy.deepcopy(s).a, hasattr(copy.copy(s), "b"))


class L(list):
    pass


x = L([1, [2]])
x.attr = "kept"
y = copy.deepcopy(x)
print(y, y.attr, type(y).__name__, y[1] is x[1])
print(copy.copy({1, 2}) == {1, 2}, copy.deepcopy({"a": {1: [2]}}), copy.copy(bytearray(b"x")))


class Reduce:
    def __init__(self, n):
        self.n = n

    def __reduce__(self):
        return Reduce, (self.n + 1,)


print(copy.copy(Reduce(1)).n, copy.deepcopy(Reduce(5)).n)
try:
    copy.copy(x for x in ())
except TypeError as e:
    print(e)
e = copy.deepcopy(ValueError("msg", 1))
print(repr(e))


def f():
    pass


print(copy.deepcopy(f) is f, copy.replace(__import__("collections").namedtuple("P", "x y")(1, 2), y=5))
