# Evaluation order of statements, and finally, break, continue and return together.
def t(x): print("t",x); return x
a = [0]*5
a[t(1)] = t(2)
a[t(1)], a[t(3)] = t(4), t(5)
d = {t(1): t(2), t(3): t(4)}
def f(*a, **k): return a, k
f(t(1), *[t(2)], k=t(3), **{"z": t(4)})
x = t(1) if t(0) else t(2)
print(t(1) < t(2) < t(1) < t(5))
a[t(0)] += t(3)
class O: pass
o = O()
o.x = 5
def geto(): print("geto"); return o
geto().x += t(2)
print(o.x)
del geto().x
print([t(i) for i in range(3) if t(i)])
@t
class X: pass
lambda a=t(1): a
def g(a: t("ann") = t("def")) -> t("ret"): pass
assert t(True), t("no")
try: assert t(False), t("msg")
except AssertionError as e: print(repr(e))
(t(1), t(2))[t(0)]
with_ = None
x, *y = t([1,2,3])
print(x,y)
i = 0
i, a[i] = 1, 9
print(i, a)
def h():
    try:
        return t("ret")
    finally:
        t("fin")
print(h())
def h():
    for i in range(3):
        try:
            continue
        finally:
            print("f", i)
            if i == 1: break
    else:
        print("else")
    return i
print(h())
def h():
    while True:
        try:
            try:
                1/0
            finally:
                return 5
        except ZeroDivisionError:
            print("no")
print(h())
def h():
    try:
        raise KeyError(1)
    except KeyError as e:
        try:
            raise ValueError(2)
        except ValueError as e2:
            print(repr(e2.__context__))
            raise
try: h()
except ValueError as e: print(repr(e), repr(e.__context__), e.__suppress_context__)
try: e
except NameError as q: print(q)
def h():
    try:
        try: raise KeyError(1)
        finally:
            raise ValueError(2)
    except ValueError as e:
        return repr(e.__context__)
print(h())
