# What raise, except, with and generators do with causes, contexts and tracebacks.
# raise
def r1(): raise 5
def r2(): raise int
def r3(): raise ValueError from 5
def r4(): raise ValueError from None
def r5(): raise ValueError("q") from KeyError
def r6(): raise
class Bad(Exception):
    def __new__(cls): return 5
def r7(): raise Bad
def r8():
    try: 1 / 0
    except 5: pass
def r9():
    try: raise KeyError
    except (KeyError, 5): pass
def r10():
    with 5: pass
class NoExit:
    def __enter__(self): pass
def r11():
    with NoExit(): pass
def r12():
    print(zz); zz = 1
def r13():
    def inner(): return yy
    inner()
    yy = 1
def r14():
    del ww
    ww = 1
for f in (r1, r2, r3, r4, r5, r6, r7, r8, r9, r10, r11, r12, r13, r14):
    try:
        f()
    except Exception as e:
        print(type(e), e, repr(e.__cause__), repr(e.__context__), e.__suppress_context__)
# contexts
try:
    try:
        raise KeyError("a")
    except KeyError as k:
        try:
            raise ValueError("b")
        except ValueError as v:
            print(repr(v.__context__))
            raise k
except KeyError as k2:
    print(repr(k2.__context__), repr(k2.__context__.__context__))
def gen():
    try:
        yield 1
    except ValueError as e:
        print("in gen", repr(e.__context__))
        yield 2
g = gen(); next(g)
try:
    raise KeyError("outer")
except KeyError:
    print(g.throw(ValueError("thrown")))
# finally and return
def fin(n):
    for i in range(3):
        try:
            if n == 0: return "r"
            if n == 1: break
            if n == 2: continue
            if n == 3: raise ValueError("v")
        finally:
            print("fin", i)
    return "end"
for n in range(4):
    try: print(fin(n))
    except ValueError as e: print(e)
class CM:
    def __init__(self, swallow): self.s = swallow
    def __enter__(self): return "v"
    def __exit__(self, t, v, tb):
        print(t, v, tb is not None and tb.tb_lineno > 0)
        return self.s
with CM(True) as v:
    raise ValueError("in with")
try:
    with CM(False):
        raise ValueError("out")
except ValueError as e:
    print(e, e.__traceback__.tb_next is None, e.__traceback__.tb_frame.f_code.co_name)
class D:
    def __init__(self, n): self.n = n
    def __del__(self): print("del", self.n)
def lives():
    d = D(1)
    1 / 0
try:
    lives()
except ZeroDivisionError:
    print("caught")
print("after")
def stops():
    yield 1
    raise StopIteration("x")
try:
    for i in stops(): print(i)
except RuntimeError as e:
    print(e, repr(e.__cause__), repr(e.__context__))
def rec(n): return rec(n + 1)
try: rec(0)
except RecursionError as e: print(e)
