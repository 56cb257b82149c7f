# When locals of a frame die while an exception passes through it.
class D:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)


def inner():
    a = D("inner local")
    raise ValueError("x")


def middle():
    b = D("middle local")
    inner()


try:
    middle()
except ValueError as e:
    print("handler: locals are still alive in the traceback")
print("after handler")


def swallow():
    c = D("swallow local")
    try:
        raise KeyError
    except KeyError:
        print("in handler")
    print("after")


swallow()
print("returned")


def with_return():
    d = D("in finally function")
    try:
        return "value"
    finally:
        print("finally")


print(with_return())


def loop():
    for i in range(2):
        d = D(f"loop {i}")
        try:
            if i == 0:
                continue
            break
        finally:
            print("finally", i)
    print("loop ends")


loop()
try:
    x = [D("in failed list"), 1 / 0]
except ZeroDivisionError:
    print("list display failed")
try:
    print(D("argument"), undefined)
except NameError:
    print("call failed")
try:
    {D("dict value").name: D("second"), "k": [][0]}
except IndexError:
    print("dict display failed")
e = ValueError(D("in exception args"))
try:
    raise e
except ValueError:
    print("caught")
del e
print("exception dropped")


def generator():
    d = D("generator local")
    yield 1
    raise ValueError("from generator")


g = generator()
next(g)
try:
    next(g)
except ValueError:
    print("generator failed")
del g
print("end")
