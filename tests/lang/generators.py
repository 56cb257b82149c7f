# Generators: laziness, state, return values, protocol errors.
def count(n):
    print("start")
    while n > 0:
        yield n
        n -= 1
    print("end")
    return "result"


g = count(2)
print(type(g).__name__, iter(g) is g)
print(next(g), next(g))
try:
    next(g)
except StopIteration as e:
    print("stop", e.value, e.args)
try:
    next(g)
except StopIteration as e:
    print("again", e.value)
print(next(g, "default"))


def echo():
    got = yield "ready"
    while True:
        got = yield f"got {got}"


e = echo()
try:
    e.send(1)
except TypeError as err:
    print(err)
print(next(e), e.send("a"), next(e), e.send(None))
e.close()
e.close()


def thrown():
    while True:
        try:
            yield "waiting"
        except ValueError as err:
            yield f"handled {err}"


t = thrown()
print(next(t), t.throw(ValueError("v")), next(t))
try:
    t.throw(KeyError("k"))
except KeyError as err:
    print("out", err)
print(list(t))
t = thrown()
try:
    t.throw(IndexError("before start"))
except IndexError as err:
    print(err)


def stubborn():
    try:
        yield 1
    except GeneratorExit:
        yield 2


s = stubborn()
next(s)
try:
    s.close()
except RuntimeError as err:
    print(err)


def reenter():
    yield next(me)


me = reenter()
try:
    next(me)
except ValueError as err:
    print(err)


def leak():
    yield 1
    raise StopIteration("inside")


lk = leak()
next(lk)
try:
    next(lk)
except RuntimeError as err:
    print(err, repr(err.__cause__))


def nothing():
    return
    yield


print(list(nothing()))
print(g.gi_running, g.gi_frame, g.gi_code.co_name, g.__name__, g.__qualname__)


def returns_on_close():
    try:
        yield
    except GeneratorExit:
        return "closed value"


c = returns_on_close()
next(c)
print(c.close())
