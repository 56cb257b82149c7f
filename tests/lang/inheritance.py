# Single and multiple inheritance, super(), method resolution order.
class A:
    def who(self):
        return "A"

    def chain(self):
        return ["A"]


class B(A):
    def who(self):
        return "B<" + super().who() + ">"

    def chain(self):
        return ["B"] + super().chain()


class C(A):
    def chain(self):
        return ["C"] + super().chain()


class D(B, C):
    def who(self):
        return "D<" + super(D, self).who() + ">"

    def chain(self):
        return ["D"] + super().chain()


print(D().who(), D().chain())
print([k.__name__ for k in D.__mro__], D.__bases__ == (B, C), D.__base__.__name__)
print(D.mro() == list(D.__mro__))
print(issubclass(D, A), issubclass(A, D), issubclass(D, (int, C)))
print(sorted(k.__name__ for k in A.__subclasses__()))

try:
    class Bad(A, B):
        pass
except TypeError as e:
    print(e)
try:
    class Twice(A, A):
        pass
except TypeError as e:
    print(e)
try:
    class NotBase(5):
        pass
except TypeError as e:
    print(e)
try:
    class NoBool(bool):
        pass
except TypeError as e:
    print(e)
try:
    class Conflict(int, str):
        pass
except TypeError as e:
    print(e)


class X: pass
class Y: pass
class P(X, Y): pass
class Q(Y, X): pass


try:
    class R(P, Q): pass
except TypeError as e:
    print(e)


class MyInt(int):
    def __add__(self, other):
        return MyInt(int.__add__(self, other) * 100)


print(MyInt(2) + 3, type(MyInt(2) + 3).__name__, MyInt(5) * 2, type(MyInt(5) * 2).__name__)


class Stack(list):
    def push(self, x):
        self.append(x)
        return self


s = Stack([1]).push(2).push(3)
print(s, len(s), s[0], isinstance(s, list), s == [1, 2, 3])


class Base:
    def __init__(self, **kw):
        print("Base", kw)


class L(Base):
    def __init__(self, left, **kw):
        print("L", left)
        super().__init__(**kw)


class M(Base):
    def __init__(self, right, **kw):
        print("M", right)
        super().__init__(**kw)


class N(L, M):
    pass


N(left=1, right=2, rest=3)
