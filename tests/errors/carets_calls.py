# Carets under calls, attributes and subscripts.
import sys


class C:
    def method(self, a):
        return a.missing

    def __getitem__(self, k):
        raise KeyError(k)


def call(n):
    c = C()
    d = {"k": {"l": [1, 2]}}
    if n == 0:
        c.method(1)
    elif n == 1:
        c.nope
    elif n == 2:
        c.method(1, 2)
    elif n == 3:
        d["k"]["l"][5]
    elif n == 4:
        d["k"]["z"]["l"]
    elif n == 5:
        c["key"]
    elif n == 6:
        len(5)
    elif n == 7:
        call("x" + str(len([n for n in range(3)])) + 5)
    elif n == 8:
        d.get("k").get("l").get("m")
    elif n == 9:
        (lambda x: x.y)(0)
    elif n == 10:
        None(
            1,
            2,
        )
    elif n == 11:
        print(c.method(
            5,
        ))


for n in range(12):
    try:
        call(n)
    except Exception:
        sys.excepthook(*sys.exc_info())
