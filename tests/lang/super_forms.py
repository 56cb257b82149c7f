# super() in all its forms and its errors.
class A:
    attr = "A.attr"

    def f(self):
        return "A.f"

    @classmethod
    def make(cls):
        return f"A.make {cls.__name__}"

    @staticmethod
    def st():
        return "A.st"

    @property
    def p(self):
        return "A.p"


class B(A):
    attr = "B.attr"

    def f(self):
        return "B " + super().f()

    def g(self):
        return super().attr, super().st(), super().p

    @classmethod
    def make(cls):
        return "B+" + super().make()

    def two_arg(self):
        return super(B, self).f(), super(B, type(self)).make()

    def nested(self):
        def inner():
            return super(B, self).f()

        return inner()

    def nested_zero(self):
        def inner(self):
            return super().f()

        return inner(self)

    def comp(self):
        return [super(B, self).f() for _ in range(1)]

    def cls_cell(self):
        return __class__.__name__

    def no_attr(self):
        return super().missing

    def deleted(self):
        del self
        return super().f()


class C(B):
    pass


b = C()
print(b.f(), b.g(), C.make(), b.two_arg(), b.nested(), b.nested_zero(), b.comp(), b.cls_cell())
for action in (
    lambda: b.no_attr(),
    lambda: b.deleted(),
    lambda: super(B, 5),
    lambda: super(5, b),
    lambda: super(),
    lambda: super(B).f,
    lambda: super(A, b).f(),
    lambda: super(B, b).__init__(1),
):
    try:
        print(action())
    except Exception as e:
        print(type(e).__name__, e)


def outside(self):
    return super().f()


try:
    outside(b)
except RuntimeError as e:
    print(e)
s = super(B, b)
print(s.__thisclass__.__name__, s.__self__ is b, s.__self_class__.__name__, repr(super(B))[:20])
unbound = super(C)
print(unbound.__get__(b).f())


class Init(A):
    def __init__(self, x):
        super().__init__()
        self.x = x

    def __setattr__(self, k, v):
        super().__setattr__(k, v * 2)

    def __getattribute__(self, k):
        return super().__getattribute__(k)

    def __repr__(self):
        return super().__repr__()[:5]


print(Init(4).x, Init(1))
