# The message of every wrong call of a Python function.
def none(): pass
def one(a): pass
def two(a, b): pass
def three(a, b, c): pass
def defaults(a, b=1): pass
def kwonly(*, k): pass
def kwonly2(*, k, l): pass
def kwonly3(*, k, l, m): pass
def posonly(a, b, /): pass
def mixed(a, /, b, *, c=1): pass
def star(a, *args): pass
def kw(a, **k): pass


class C:
    def m(self): pass
    def n(self, x): pass
    def __init__(self, x=None): pass

    @staticmethod
    def s(a): pass

    @classmethod
    def c(cls, a): pass


c = C()
five, text, nothing = 5, "text", None
calls = """none(1)
none(1, 2)
none(a=1)
one()
one(1, 2)
one(1, 2, 3)
one(b=1)
one(1, a=1)
one(1, b=2)
two()
two(1)
two(b=1)
two(1, 2, 3)
two(1, 2, b=3)
three()
three(1)
three(b=1)
three(1, 2, 3, 4)
defaults()
defaults(1, 2, 3)
defaults(b=1)
defaults(1, c=1)
kwonly()
kwonly(1)
kwonly(1, k=1)
kwonly(1, 2, k=1)
kwonly(k=1, j=2)
kwonly2()
kwonly2(k=1)
kwonly3()
posonly(1)
posonly(a=1, b=2)
posonly(1, b=2)
posonly()
mixed(a=1, b=2)
mixed(1)
mixed(1, 2, 3)
mixed(1, b=2, d=3)
mixed(1, 2, b=3)
star()
star(1, a=2)
star(b=1)
kw()
kw(1, 2)
kw(1, a=2)
kw(1, **{'a': 2})
one(**{1: 2})
one(**5)
one(*5)
one(*None)
one(**None)
kw(1, x=1, **{'x': 2})
kw(1, **{'x': 1}, **{'x': 2})
(lambda x: 0)()
(lambda: 0)(1)
c.m(1)
c.m(1, 2)
c.n()
c.n(1, 2)
C.m()
C.n(c)
C(1, 2)
C(y=1)
c.s()
c.s(1, 2)
c.c()
c.c(1, 2)
five()
text()
nothing()
c()
one(1)(2)
one(*[], **{})
one(self=1)
none(*[1])
none(**{'x': 1})
three(*[1], **{'b': 2})
two(*range(5))
kw(*[1], **C)
one(a=1, **{'a': 2})"""
for call in calls.split("\n"):
    try:
        eval(call)
        print(call, "ok")
    except TypeError as e:
        print(f"{call}: {e}")
