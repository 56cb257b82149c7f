# Generator objects: attributes, throw forms, close in states, in comprehension and finally.
def g():
    x = None
    while True:
        try:
            x = yield x
        except KeyError as e:
            x = f"caught {e}"
        finally:
            pass


a = g()
print(a.gi_frame is not None, a.gi_running, a.gi_yieldfrom, a.gi_suspended)
next(a)
print(a.gi_suspended, a.send(5), a.throw(KeyError("k")), "-")
a.close()
print(a.gi_frame, a.gi_suspended)
try:
    a.send(1)
except StopIteration as e:
    print("stopped", e.value)
try:
    a.throw(ValueError("after end"))
except ValueError as e:
    print(e)
for bad in (lambda: g().throw(5), lambda: g().throw(), lambda: g().throw("s"), lambda: g().send(), lambda: len(g()), lambda: g()[0], lambda: g().close(1)):
    try:
        bad()
    except TypeError as e:
        print(e)


def cleanup():
    try:
        yield 1
    finally:
        print("cleanup")


c = cleanup()
c.close()
print("not started: no cleanup")
c = cleanup()
next(c)
c.close()
for x in cleanup():
    pass
try:
    for x in cleanup():
        raise ValueError("in body")
except ValueError:
    print("loop left")


def ctx():
    try:
        yield
    except GeneratorExit:
        print("exit seen")
        raise


n = ctx()
next(n)
n.close()


def raising():
    try:
        yield
    finally:
        raise OSError("in finally")


r = raising()
next(r)
try:
    r.close()
except OSError as e:
    print(e, repr(e.__context__))


def context():
    try:
        1 / 0
    except ZeroDivisionError:
        yield "inside handler"
        try:
            raise
        except ZeroDivisionError as e:
            yield repr(e)


try:
    raise KeyError("outer")
except KeyError:
    k = context()
    print(next(k), next(k))


def two_handlers():
    import sys

    yield sys.exception()
    yield sys.exception()


t = two_handlers()
print(next(t))
try:
    raise ValueError("active")
except ValueError:
    print(repr(next(t)))
gen = (x for x in "ab")
print(gen.__name__, type(gen), next(gen))
print(list(map(lambda g: next(g, "end"), [gen, gen])))


def params(a, *b, c=3, **d):
    yield a
    yield b
    yield c
    yield d


print(list(params(1, 2, z=4)))
try:
    params()
except TypeError as e:
    print(e)


def early():
    yield 1
    return
    yield 2


print(list(early()), sum(early()), dict(enumerate(early())), [*early()], {*early()}, max(early()), "x".join(str(i) for i in early()))
