# with: several managers, exceptions replaced, suppressed part-way, generators, return values of __exit__.
class CM:
    def __init__(self, name, result=None, raises=None):
        self.name, self.result, self.raises = name, result, raises

    def __enter__(self):
        print("+" + self.name, end=" ")
        return self

    def __exit__(self, t, v, tb):
        print("-" + self.name, t.__name__ if t else None, end=" ")
        if self.raises:
            raise self.raises
        return self.result


def run(*cms, body=None):
    try:
        if len(cms) == 1:
            with cms[0]:
                if body:
                    raise body
        elif len(cms) == 2:
            with cms[0] as a, cms[1] as b:
                if body:
                    raise body
        else:
            with cms[0], cms[1], cms[2]:
                if body:
                    raise body
        print("normal")
    except Exception as e:
        print("raised", repr(e), "context", repr(e.__context__))


run(CM("a"))
run(CM("a"), body=ValueError(1))
run(CM("a", True), body=ValueError(1))
run(CM("a", 1), body=ValueError(1))
run(CM("a", "x"), CM("b"), body=ValueError(1))
run(CM("a"), CM("b", [1]), body=ValueError(1))
run(CM("a"), CM("b", raises=KeyError(2)), body=ValueError(1))
run(CM("a", True), CM("b", raises=KeyError(2)), body=ValueError(1))
run(CM("a"), CM("b", raises=KeyError(2)))
run(CM("a", raises=OSError(3)), CM("b", raises=KeyError(2)), CM("c"), body=ValueError(1))


def gen():
    with CM("g"):
        yield 1
        yield 2


for x in gen():
    print(x, end=" ")
print()
g = gen()
next(g)
g.close()
print()
g = gen()
next(g)
try:
    g.throw(KeyError("thrown"))
except KeyError as e:
    print(e)


def returns():
    with CM("r1"):
        with CM("r2"):
            return "value"


print(returns())


def loop():
    for i in range(3):
        with CM(str(i)):
            if i == 1:
                continue
            if i == 2:
                break
    print()


loop()


def in_finally():
    try:
        with CM("f"):
            return 1
    finally:
        print("finally", end=" ")


print(in_finally())
with CM("y") as z:
    print(z.name)
