# Delegation: values, send, throw, close, results, any iterable.
def inner():
    try:
        a = yield 1
        print("inner got", a)
        b = yield 2
        print("inner got", b)
        return a, b
    except ValueError as e:
        print("inner caught", e)
        yield "recovered"
        return "after error"
    finally:
        print("inner finally")


def outer():
    result = yield from inner()
    print("result", result)
    yield "tail"


g = outer()
print(next(g), g.send("x"), g.send("y"))
g = outer()
print(next(g), g.throw(ValueError("boo")), next(g))
g = outer()
next(g)
g.close()
g = outer()
next(g)
try:
    g.throw(KeyError("through"))
except KeyError as e:
    print("out", e)


def flat(x):
    if isinstance(x, list):
        for y in x:
            yield from flat(y)
    else:
        yield x


print(list(flat([1, [2, [3, [4, []]], 5]])))


def mixed():
    yield from "ab"
    yield from range(2)
    yield from {"k": 1}
    yield from ()
    r = yield from [9]
    print("list gives", r)


print(list(mixed()))


def over_plain():
    yield from iter([1, 2])


p = over_plain()
next(p)
try:
    p.send("no send")
except AttributeError as e:
    print(e)


def bad():
    yield from 5


try:
    next(bad())
except TypeError as e:
    print(e)


def depth(n):
    if n:
        yield from depth(n - 1)
    else:
        yield "bottom"
    return n


print(list(depth(50)))


class Iter:
    def __init__(self):
        self.n = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.n += 1
        if self.n > 2:
            raise StopIteration("stop value")
        return self.n

    def throw(self, *a):
        print("throw called", a[0] if isinstance(a[0], type) else repr(a[0]))
        return "from throw"

    def close(self):
        print("close called")


def use():
    r = yield from Iter()
    yield ("value", r)


print(list(use()))
u = use()
next(u)
print(u.throw(ValueError("t")))
u.close()


def inner_return():
    return 7
    yield


def chain():
    x = yield from inner_return()
    y = yield from inner_return()
    return x + y


try:
    next(chain())
except StopIteration as e:
    print(e.value)
