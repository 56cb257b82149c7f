# Which lines of a failing statement are shown, and what is marked under them.
import sys


def f():
    pass


a = ValueError("a")


def show(e):
    sys.excepthook(type(e), e, e.__traceback__)


def deep(n):
    if n == 0: raise ValueError("deep")
    return deep(n - 1)
try: deep(10)
except ValueError as e: show(e)
def multi():
    return dict(
        a=1,
        b=a[0],
        c=3,
    )
def multi2():
    x = (
        1 +
        # comment
        "a"
    )
def multi3():
    y = [1, 2,
         3]
    x = y[
           "a"
         ]
def multi4():
    return f(1,
             2,
             3,
             4,
             5,
             6)
def multi5():
    assert (1,
            2) == 3, "message"
def multi6():
    raise ValueError(
        "a"
        "b"
    )
def multi7():
    a.b.c.d(1)["x"]
def multi8():
    x = a.b; y = a + a
def multi9():
    x = "日本" + (1)
def multi10():
    for x in 5: pass
def multi11():
    with 5: pass
def multi12():
    a, b = 1, 2, 3
def multi13():
    return [x for x in a[0]]
def multi14():
    a[0] = 1
def multi15():
    del a.zz
def multi16():
    a.args += 5
def multi17():
    if a < 1 < 2: pass
def multi18():
    return -a
def multi19():
    while not a @ b: pass
def multi20():
    print(*5)
def multi21():
    print(**5)
def multi22():
    f(**{"x": 1})
def multi23():
    import nosuch.module
def multi24():
    from nosuch import x
def multi25():
    class C(5): pass
def multi26():
    @(5)
    def g(): pass
def multi27():
    return lambda: 1, a(2)
for g in (multi, multi2, multi3, multi4, multi5, multi6, multi7, multi8, multi9, multi10, multi11, multi12, multi13, multi14, multi15, multi16, multi17, multi18, multi19, multi20, multi21, multi22, multi23, multi24, multi25, multi26, multi27):
    try: g()
    except Exception as e: show(e)
