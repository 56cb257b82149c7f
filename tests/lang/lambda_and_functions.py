# Function objects: attributes, defaults, annotations, docstrings, nesting, lambdas.
def f(a: int, b: "text" = 2, *args: tuple, c: float = 3.0, **kw: dict) -> bool:
    """The doc."""
    return a


print(f.__name__, f.__qualname__, f.__doc__, f.__module__, f.__defaults__, f.__kwdefaults__, f.__annotations__)
print(f.__code__.co_name, f.__code__.co_argcount, f.__code__.co_varnames, f.__code__.co_flags & 12, f.__closure__, f.__globals__ is globals(), f.__dict__)
f.__name__ = "renamed"
f.__qualname__ = "also.renamed"
f.__doc__ = None
f.__defaults__ = (5, 6)
f.extra = 1
print(f.__name__, repr(f).split(" at ")[0], f.__doc__, f(), f.__dict__)
del f.__defaults__
try:
    f()
except TypeError as e:
    print(e)
for name, value in (("__name__", 5), ("__defaults__", 5), ("__code__", 5), ("__kwdefaults__", []), ("__dict__", 5), ("__globals__", {})):
    try:
        setattr(f, name, value)
    except Exception as e:
        print(type(e).__name__, e)


def g():
    "doc"

    def h():
        pass

    class K:
        def m(self):
            def n():
                pass

            return n

    return h, K, lambda: 0


h, K, l = g()
print(h.__qualname__, K.__qualname__, K.m.__qualname__, K().m().__qualname__, l.__qualname__, l.__name__)
print((lambda x: (lambda y: x + y))(1)(2), (lambda *a, **k: (a, k))(1, b=2), [f(3) for f in [lambda n: n + i for i in range(3)]])
swap = f.__code__


def target():
    return "old"


def source():
    return "new"


target.__code__ = source.__code__
print(target())
print(type(f).__name__, type(len).__name__, type([].append).__name__, type(K.m).__name__, type(K().m).__name__, type(str.upper).__name__, type(object().__str__).__name__, callable(f), callable(5))
print(repr(len), repr([].append).split(" at ")[0], repr(str.upper), repr(K.m).split(" at ")[0])
m = K().m
print(m.__self__.__class__.__name__, m.__func__ is K.m, m.__name__, m == m.__self__.m, m is m.__self__.m, m.__doc__)
try:
    m.attr = 1
except AttributeError as e:
    print(e)


def recursive(n):
    return n if n == 0 else recursive(n - 1)


alias = recursive
recursive = lambda n: "replaced"
print(alias(3))


def no_return():
    pass


print(no_return(), (lambda: (yield))().__class__.__name__)
print((lambda a, /, b=1, *c, d, **e: (a, b, c, d, e))(1, 2, 3, d=4, f=5))
x = 10
print((lambda x=x: x)(), (lambda: x)(), f"{(lambda: x)()}")
