# Reports of exception groups, chains, notes, syntax errors without a file, broken __str__.
import sys


def f():
    [].x
def mk():
    es = []
    for g in (f, lambda: {}["k"], lambda: 1 + "a"):
        try: g()
        except Exception as e: es.append(e)
    inner = ExceptionGroup("inner", [es[1], ValueError("multi\nline")])
    inner.add_note("a note\nsecond")
    try:
        raise inner
    except ExceptionGroup as e:
        pass
    try:
        raise KeyError("first")
    except KeyError:
        raise ExceptionGroup("outer", [es[0], inner, es[2]] + [ValueError(i) for i in range(15)])
class E(Exception):
    def __str__(self): raise ValueError
class M(Exception):
    __module__ = "some.module"
def chain():
    try:
        try:
            raise M("x")
        except M as m:
            raise E from m
    except E as e:
        e.add_note("noted")
        raise SyntaxError("bad", ("file.py", 3, 5, "    x = = 1\n", 3, 8))
def show(e):
    sys.excepthook(type(e), e, e.__traceback__)


for g in (mk, chain):
    try: g()
    except BaseException as e: show(e)
def nest(n):
    e = ValueError("deep")
    for i in range(n): e = ExceptionGroup("g", [e])
    return e
show(nest(12))
try:
    try:
        raise ValueError("a")
    except ValueError as a:
        raise a from KeyError("c")
except ValueError as e:
    show(e)
a = ValueError("a"); b = ValueError("b"); a.__context__ = b; b.__context__ = a
show(a)
