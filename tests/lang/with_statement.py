# Context managers: order, suppression, exceptions inside, several managers.
class CM:
    def __init__(self, name, suppress=False, fail_enter=False, fail_exit=False):
        self.name, self.suppress = name, suppress
        self.fail_enter, self.fail_exit = fail_enter, fail_exit

    def __enter__(self):
        print("enter", self.name)
        if self.fail_enter:
            raise RuntimeError("enter " + self.name)
        return self.name.upper()

    def __exit__(self, kind, value, tb):
        print("exit", self.name, kind and kind.__name__, value, tb is not None)
        if self.fail_exit:
            raise RuntimeError("exit " + self.name)
        return self.suppress


with CM("a") as a:
    print("body", a)
with CM("a") as a, CM("b") as b:
    print(a, b)
with (
    CM("c") as c,
    CM("d"),
):
    print(c)
with CM("s", suppress=True):
    1 / 0
print("after suppressed")
try:
    with CM("x"), CM("y"):
        raise ValueError("v")
except ValueError as e:
    print("caught", e)
try:
    with CM("first"), CM("bad", fail_enter=True):
        print("never")
except RuntimeError as e:
    print(e)
try:
    with CM("e", fail_exit=True):
        raise KeyError("k")
except RuntimeError as e:
    print(e, repr(e.__context__))


def early():
    with CM("r"):
        return "returned"


print(early())
for i in range(3):
    with CM(f"loop{i}"):
        if i == 0:
            continue
        break
with CM("t") as (p, *q):
    print(p, q)
try:
    with CM("ab") as (p, q, r):
        pass
except ValueError as e:
    print(e)


class NoExit:
    def __enter__(self):
        print("entered")


class NoEnter:
    def __exit__(self, *a):
        pass


for thing in (NoExit(), NoEnter(), 5):
    try:
        with thing:
            pass
    except TypeError as e:
        print(e)


class OnInstance:
    pass


o = OnInstance()
o.__enter__ = lambda: None
o.__exit__ = lambda *a: None
try:
    with o:
        pass
except TypeError as e:
    print(e)


class Truthy:
    def __enter__(self):
        return self

    def __exit__(self, *args):
        return "non-empty text"


with Truthy():
    raise KeyError("swallowed")
print("end")
