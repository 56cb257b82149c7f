# C3 linearisation of diamonds and ladders; conflicts; mro() overridden.
class O: pass
class A(O): pass
class B(O): pass
class C(O): pass
class D(O): pass
class E(O): pass
class K1(A, B, C): pass
class K2(D, B, E): pass
class K3(D, A): pass
class Z(K1, K2, K3): pass


def names(k):
    return " ".join(c.__name__ for c in k.__mro__)


for k in (A, K1, K2, K3, Z):
    print(names(k))
for bases in ((K1, A), (A, K1), (O, A), (object, A), (A, object), (K1, K3), (K3, K1)):
    try:
        print(names(type("T", bases, {})))
    except TypeError as e:
        print(" ".join(str(e).split()))


class Log:
    def hello(self):
        return [Log]


class P(Log):
    def hello(self):
        return [P] + super().hello()


class Q(Log):
    def hello(self):
        return [Q] + super().hello()


class R(P, Q):
    def hello(self):
        return [R] + super().hello()


print([k.__name__ for k in R().hello()])
R.__bases__ = (Q, P)
print([k.__name__ for k in R().hello()], names(R))
try:
    R.__bases__ = (R,)
except TypeError as e:
    print(e)
try:
    R.__bases__ = ()
except TypeError as e:
    print(e)


class Meta(type):
    def mro(cls):
        normal = super().mro()
        return [normal[0], Log] + normal[1:]


class M(metaclass=Meta):
    pass


print(names(M), M().hello())
