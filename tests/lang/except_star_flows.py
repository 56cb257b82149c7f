# except* clauses that raise, reraise and leave; what is raised afterwards.
def t(f):
    try: f(); print("no exc")
    except BaseException as e: print(repr(e), repr(e.__context__), repr(e.__cause__))
EG = ExceptionGroup
def a():
    try: raise EG("g", [ValueError(1), TypeError(2), KeyError(3)])
    except* ValueError as e: raise OSError("from handler")
    except* TypeError as e: print("T", e.exceptions)
t(a)
def b():
    try: raise EG("g", [ValueError(1), TypeError(2)])
    except* (ValueError, TypeError): raise
t(b)
def c():
    try: raise EG("g", [ValueError(1), TypeError(2)])
    except* Exception as e: print(repr(e))
t(c)
def d():
    try: raise KeyError(1)
    except* ValueError: print("no")
t(d)
def e():
    try: raise KeyError(1)
    except* KeyError as k: print(repr(k), k.__traceback__ is not None); raise
t(e)
def f():
    try: raise EG("g", [ValueError(1), TypeError(2)])
    except* ValueError: raise EG("new", [OSError(1)])
    except* TypeError: 1/0
t(f)
def g():
    for i in range(2):
        try:
            if i: raise EG("x", [ValueError(i)])
        except* ValueError as e:
            for j in range(3):
                if j == 1: break
            print("j", j)
        else: print("else")
        finally: print("fin")
    try: e
    except NameError as n: print(n)
t(g)
def h():
    try:
        try: raise EG("x", [ValueError(1), EG("in", [KeyError(2), ValueError(3)])])
        except* KeyError: print("key")
    except* ValueError as v: print(repr(v))
t(h)
import sys
def k():
    try: raise EG("x", [ValueError(1), KeyError(2)])
    except* ValueError:
        print(repr(sys.exception()))
    except* KeyError: print(repr(sys.exception()))
    print(sys.exception())
t(k)
def m():
    try: raise EG("x", [ValueError(1)])
    except* 5: pass
t(m)
def n():
    try: raise KeyboardInterrupt
    except* KeyboardInterrupt as e: print(repr(e))
t(n)
for s in ["def f():\n try: pass\n except* A: return", "for x in y:\n try: pass\n except* A: continue", "for x in y:\n try: pass\n except* A:\n  for z in y: break", "try: pass\nexcept* A: pass\nexcept B: pass"]:
    try: compile(s, "f", "exec"); print("ok")
    except SyntaxError as e: print(e)
