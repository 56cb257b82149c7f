# Generators: send, throw, close, yield from over generators and other iterators, errors.
def g():
    try:
        while True:
            try:
                x = yield
                print("got", x)
            except ValueError as e:
                print("caught", e)
                yield "from except"
    finally:
        print("closing")
it = g(); next(it); it.send(1); print(it.throw(ValueError("v"))); print(next(it)); it.close()
def sub():
    try:
        a = yield 1
        print("a", a)
        b = yield 2
        print("b", b)
        return "ret"
    except KeyError as e:
        print("sub caught", e)
        yield "k"
        return "kret"
    finally:
        print("sub fin")
def outer():
    r = yield from sub()
    print("r", r)
    r = yield from sub()
    print("r", r)
    yield from [10, 20]
    return 7
o = outer()
print(next(o)); print(o.send("A")); print(o.send("B")); print(o.throw(KeyError("kk"))); print(next(o)); print(next(o))
try: next(o)
except StopIteration as e: print("stop", e.value)
o = outer(); next(o); o.close()
class It:
    def __iter__(self): return self
    def __next__(self): return 5
    def send(self, v): print("send", v); return v
    def throw(self, *a): print("throw", a); raise StopIteration("thrown")
    def close(self): print("close")
def o2():
    r = yield from It()
    print("res", r)
    yield "after"
o = o2(); print(next(o)); print(o.send(3)); print(o.throw(ValueError("x"))); o.close()
o = o2(); next(o); o.close()
def leak():
    yield 1
    raise StopIteration(5)
try: list(leak())
except RuntimeError as e: print(e, repr(e.__cause__), repr(e.__context__))
def ig():
    try: yield 1
    except GeneratorExit: yield 2
x = ig(); next(x)
try: x.close()
except RuntimeError as e: print(e)
def rec():
    yield next(me)
me = rec()
try: next(me)
except ValueError as e: print(e)
g1 = (x for x in [1,2,3]); print(next(g1), list(g1), next(g1, "d"))
try: g1.send(1)
except StopIteration as e: print("si", e.args)
def ge(): yield
try: ge().send(5)
except TypeError as e: print(e)
print(list(x*y for x in range(3) for y in range(x)))
def gg():
    yield from (yield "a")
k = gg(); next(k); print(k.send([1,2])); print(next(k)); print(next(k,"end"))
def closeret():
    try: yield 1
    except GeneratorExit: return "closed value"
c = closeret(); next(c); print(c.close())
def d():
    try: yield
    finally: print("dropped")
x = d(); next(x); del x
x = d(); del x
print("handled", end=" ")
def hx():
    try: raise KeyError("in gen")
    except KeyError:
        yield 1
        try: raise
        except KeyError as e: print("reraised", e)
        yield 2
try: raise ValueError("outer")
except ValueError:
    z = hx(); next(z); next(z)
    try: raise
    except ValueError as e: print("outer again", e, e.__context__)
def deep(n):
    if n: yield from deep(n-1)
    yield n
print(sum(deep(200)))
def tree(n):
    if n == 0: return
    yield from tree(n-1); yield n; yield from tree(n-1)
print(len(list(tree(10))))
try:
    def f():
        yield 1
        f.throw
    f().throw(TypeError)
except TypeError as e: print("T", e, repr(e))
try: f().throw(5)
except TypeError as e: print(e)
try: f().throw(ValueError)
except ValueError as e: print(repr(e))
print([*map(lambda g: next(g), [f(), f()])])
def swap():
    a = 1
    while True:
        a = yield a
s = swap(); print(next(s), s.send(2), s.send(3))
def nested():
    def inner():
        nonlocal n
        n += 1
        yield n
    n = 0
    for i in range(3):
        yield from inner()
print(list(nested()))
