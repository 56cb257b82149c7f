# assert with and without message; del of every kind of target.
assert True
assert 1, "not shown"
try:
    assert 0
except AssertionError as e:
    print(repr(e), str(e) == "")
try:
    assert [], "empty list"
except AssertionError as e:
    print(repr(e))
try:
    assert None, (1, 2)
except AssertionError as e:
    print(e.args)


def side():
    print("message evaluated")
    return "msg"


assert True, side()
try:
    assert False, side()
except AssertionError as e:
    print(e)

a, b, c = 1, 2, 3
del a, (b, [c])
for name in "abc":
    print(name in globals(), end=" ")
print()
items = [0, 1, 2, 3, 4, 5]
del items[0], items[-1]
print(items)
del items[1:3]
print(items)
d = {"x": 1, "y": 2}
del d["x"]
print(d)


class C:
    attr = 1


obj = C()
obj.v = 1
del obj.v
print(obj.__dict__)
del C.attr
for bad in (
    "del missing",
    "del [][0]",
    "del {}['k']",
    "del obj.v",
    "del C.attr",
    "del (1).real",
    "del 'abc'[0]",
    "del (1, 2)[0]",
    "del range(3)[0]",
):
    try:
        exec(bad)
    except Exception as e:
        print(bad, "->", type(e).__name__, e)


class Deleter:
    def __delitem__(self, k):
        print("delitem", k)

    def __delattr__(self, k):
        print("delattr", k)


x = Deleter()
del x[1], x[1:2], x[..., 3], x.name
