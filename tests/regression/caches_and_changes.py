# What inline caches remember must not outlive a change elsewhere.
def load(a):
    return a.x


def store(a, v):
    a.x = v


class D:
    pass


class A:
    x = D()


a = A()
load(a), load(a)
load(A), load(A)
D.__get__ = lambda self, obj, owner: 5
print(load(a), load(A))


class E:
    pass


class B:
    x = E()


b = B()
store(b, 1)
store(b, 2)
print(load(b), load(b))
E.__get__ = lambda self, obj, owner: "got"
E.__set__ = lambda self, obj, v: print("set", v)
print(load(b))
store(b, 3)


def note(e):
    return e.add_note("x")


note(ValueError())
note(ValueError())
e = ValueError()
e.add_note = lambda text: ("own", text)
print(note(e))
