# Context managers in every way out; chains of causes and contexts; messages of common errors.
class CM:
    def __init__(s, n, sup=False, fail=None): s.n, s.sup, s.fail = n, sup, fail
    def __enter__(s):
        print("enter", s.n)
        if s.fail == "enter": raise KeyError("enter")
        return s
    def __exit__(s, t, v, tb):
        print("exit", s.n, t and t.__name__, v, tb is not None)
        if s.fail == "exit": raise KeyError("exit")
        return s.sup
with CM(1) as a, CM(2) as b: print("body", a.n, b.n)
with CM(1, True): 1/0
try:
    with CM(1), CM(2, fail="enter"): pass
except KeyError as e: print(repr(e), repr(e.__context__))
try:
    with CM(1, fail="exit"): 1/0
except KeyError as e: print(repr(e), repr(e.__context__))
def f():
    with CM("r"): return 5
print(f())
def f():
    for i in range(3):
        with CM(i):
            if i == 1: continue
            if i == 2: break
    return "done"
print(f())
def f():
    try:
        with CM("x", fail="exit"): return 1
    except KeyError: return 2
print(f())
with (CM("p") as p, CM("q") as q): pass
d = {}
with CM("sub") as d["k"]: print(d["k"].n)
def gen():
    with CM("g"):
        yield 1
        yield 2
g = gen(); next(g); g.close()
for v in gen():
    print(v); break
del g
try:
    try: raise ValueError("a")
    except ValueError as e:
        raise TypeError("b") from e
except TypeError as e: print(repr(e.__cause__), e.__suppress_context__)
try:
    try: raise ValueError("a")
    finally: print("fin")
except ValueError: print("ok")
def f():
    try:
        try: 1/0
        except ZeroDivisionError: raise KeyError
        finally: print("f1")
    except KeyError as e: print(type(e.__context__))
    else: print("no")
    finally: print("f2")
f()
def f():
    try: pass
    except: print("no")
    else: print("else"); return 1
    finally: print("fin")
print(f())
def f():
    try: return 1
    finally: return 2
print(f())
def f():
    while 1:
        try: break
        finally: print("b")
    return 3
print(f())
try: raise Exception("a", "b")
except Exception as e: print(e, e.args, repr(e))
class E1(Exception):
    def __init__(self, x): self.x = x
    def __str__(self): return f"E1:{self.x}"
try: raise E1(5)
except E1 as e: print(e, e.args)
try: raise E1
except TypeError as e: print(e)
try:
    try: raise OSError(2, "msg", "file")
    except (KeyError, OSError) as e: print(e, e.errno, e.filename); raise
except OSError as e: print(e.__context__)
def chain():
    try: a
    except NameError:
        try: b
        except NameError:
            try: c
            except NameError as e: return e
e = chain()
while e: print(e); e = e.__context__
e = ValueError("x"); e.add_note("n1"); print(e.__notes__)
try: raise e.with_traceback(None)
except ValueError as q: print(q is e, q.__traceback__.tb_lineno > 0)
try:
    assert 0, (1, 2)
except AssertionError as e: print(e.args)
try: assert ()
except AssertionError as e: print(e.args)
x = 0
try: x = 1; raise ValueError
except (TypeError, ValueError): x += 1
except Exception: x = 100
print(x)
class Cat(Exception): pass
try: raise Cat from None
except Cat as e: print(e.__cause__, e.__suppress_context__)
def f(n):
    try:
        if n == 0: raise ValueError(n)
        f(n - 1)
    except ValueError as e:
        raise KeyError(n) from e
try: f(3)
except KeyError as e:
    n = 0
    while e: n += 1; print(repr(e)); e = e.__cause__
try: int("x")
except ValueError as e: print(e)
try: {}["a"]
except KeyError as e: print(e, e.args)
try: [][1]
except IndexError as e: print(e)
try: (1).foo
except AttributeError as e: print(e, e.name, e.obj)
try: import nonexistent_mod
except ImportError as e: print(e, e.name, type(e).__name__)
try: next(iter([]))
except StopIteration as e: print(repr(e))
try: "a" + 1
except TypeError as e: print(e)
try: 1 + "a"
except TypeError as e: print(e)
try: [] < 1
except TypeError as e: print(e)
try: {[]: 1}
except TypeError as e: print(e)
try: len(5)
except TypeError as e: print(e)
try: -"a"
except TypeError as e: print(e)
try: 1 in 5
except TypeError as e: print(e)
try: x = [1,2]; x[5] = 1
except IndexError as e: print(e)
try: (1,2)[0] = 1
except TypeError as e: print(e)
try: "a".foo = 1
except AttributeError as e: print(e)
try: int.foo = 1
except TypeError as e: print(e)
try: 2 ** "a"
except TypeError as e: print(e)
try: 1 // 0
except ZeroDivisionError as e: print(e)
try: 1.0 % 0
except ZeroDivisionError as e: print(e)
try: 1 << -1
except ValueError as e: print(e)
print("%s %r %d %5.2f" % ("a", "b", 3, 2.5))
