# Metaclasses: __prepare__, __new__, __init__, __call__, keywords, conflicts, __instancecheck__.
class Meta(type):
    @classmethod
    def __prepare__(mcls, name, bases, **kw):
        print("prepare", name, [b.__name__ for b in bases], kw)
        return {"prepared": True}

    def __new__(mcls, name, bases, ns, **kw):
        print("new", name, sorted(k for k in ns if not k.startswith("__")))
        return super().__new__(mcls, name, bases, ns)

    def __init__(cls, name, bases, ns, **kw):
        print("init", name, kw)
        super().__init__(name, bases, ns)

    def __call__(cls, *args, **kw):
        print("call", cls.__name__, args, kw)
        return super().__call__(*args, **kw)

    def meta_method(cls):
        return f"meta_method of {cls.__name__}"

    @property
    def meta_prop(cls):
        return "meta_prop"

    def __len__(cls):
        return 42

    def __getitem__(cls, k):
        return f"{cls.__name__}[{k}]"

    def __iter__(cls):
        return iter("abc")

    def __contains__(cls, x):
        return x == "yes"

    def __repr__(cls):
        return f"<Meta {cls.__name__}>"

    def __add__(cls, other):
        return "class plus"

    def __getattr__(cls, name):
        return f"meta getattr {name}"


class A(metaclass=Meta, key="value"):
    x = 1

    def __init__(self, v):
        self.v = v


a = A(5)
print(a.v, A.prepared, A.meta_method(), A.meta_prop, len(A), A[3], list(A), "yes" in A, A, A + 1, A.unknown)
try:
    a.meta_method()
except AttributeError as e:
    print(e)


class B(A):
    pass


print(type(B).__name__, B.__class__ is Meta)
M2 = type("M2", (type,), {})
try:
    class X(A, metaclass=M2):
        pass
except TypeError as e:
    print(e)


class Checks(type):
    def __instancecheck__(cls, obj):
        return obj == 5

    def __subclasscheck__(cls, sub):
        return sub is int


class K(metaclass=Checks):
    pass


print(isinstance(5, K), isinstance(6, K), issubclass(int, K), issubclass(str, K), isinstance(K(), K))


class Singleton(type):
    instances = {}

    def __call__(cls, *a):
        if cls not in cls.instances:
            cls.instances[cls] = super().__call__(*a)
        return cls.instances[cls]


class Config(metaclass=Singleton):
    pass


print(Config() is Config())


def function_meta(name, bases, ns):
    return (name, bases, sorted(k for k in ns if not k.startswith("__")))


class F(1 .__class__, metaclass=function_meta):
    q = 1


print(F)


class Kw:
    def __init_subclass__(cls, /, tag=None, **kw):
        super().__init_subclass__(**kw)
        cls.tag = tag
        print("init_subclass", cls.__name__, tag)


class K1(Kw, tag="t"):
    pass


class K2(K1):
    pass


try:
    class K3(Kw, other=1):
        pass
except TypeError as e:
    print(e)
try:
    class Plain(kw=1):
        pass
except TypeError as e:
    print(e)
T = type("T", (K1,), {"attr": 9}, tag="dynamic")
print(T.attr, T.tag, T.__name__, T.__module__, type(T).__name__)
for args in ((1, (), {}), ("n", [], {}), ("n", (), []), ("n", (1,), {}), ("n", ()), ("a\0b", (), {})):
    try:
        type(*args)
    except (TypeError, ValueError) as e:
        print(e)


class Gen:
    def __class_getitem__(cls, k):
        return f"{cls.__name__} of {k.__name__}"


print(Gen[int])


class Entries:
    def __mro_entries__(self, bases):
        return (K1,)


class FromEntry(Entries(), tag="e"):
    pass


print(FromEntry.__mro__[1].__name__, len(FromEntry.__orig_bases__))
