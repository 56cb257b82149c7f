# Cooperative inheritance: mixins, keyword passing, MRO order of __init__, __init_subclass__, __set_name__.
class Root:
    def __init__(self, **kw):
        assert not kw, kw
        self.trace = ["Root"]

    def run(self):
        return ["Root.run"]


class Log(Root):
    def __init__(self, log=None, **kw):
        super().__init__(**kw)
        self.trace.append(f"Log({log})")

    def run(self):
        return ["Log.run"] + super().run()


class Cache(Root):
    def __init__(self, size=0, **kw):
        super().__init__(**kw)
        self.trace.append(f"Cache({size})")

    def run(self):
        return ["Cache.run"] + super().run()


class App(Log, Cache):
    def __init__(self, **kw):
        super().__init__(**kw)
        self.trace.append("App")


class App2(Cache, Log):
    pass


a = App(log="f", size=3)
print(a.trace, a.run(), App2(log="g").trace, App2().run())
try:
    App(nope=1)
except AssertionError as e:
    print(e)
registry = {}


class Plugin:
    def __init_subclass__(cls, name=None, **kw):
        super().__init_subclass__(**kw)
        registry[name or cls.__name__.lower()] = cls
        cls.names = getattr(cls, "names", ()) + (cls.__name__,)


class One(Plugin): pass
class Two(One, name="second"): pass


print(registry, Two.names)


class Named:
    def __set_name__(self, owner, name):
        self.owner, self.name = owner.__name__, name


class Has:
    a = Named()
    b = a
    c = [Named()]


print(Has.a.name, Has.a.owner, hasattr(Has.c[0], "name"))


class Base:
    def template(self):
        return self.step1() + self.step2()

    def step1(self):
        return "b1"

    def step2(self):
        return "b2"


class Over(Base):
    def step2(self):
        return "o2" + super().step2()


class Over2(Over):
    def step1(self):
        return super().step1() + "!"

    step2 = Base.step2


print(Base().template(), Over().template(), Over2().template())


class Num(float):
    def __add__(self, o):
        return type(self)(super().__add__(o))

    __radd__ = __add__

    def __repr__(self):
        return f"Num({super().__repr__()})"


print(Num(1.5) + 1, 1 + Num(2), sum([Num(1), Num(2)]), Num(3) * 2, str(Num(1)), f"{Num(2):.2f}")


class DefaultDict(dict):
    def __getitem__(self, k):
        try:
            return super().__getitem__(k)
        except KeyError:
            return f"no {k}"

    def __contains__(self, k):
        return True

    def __len__(self):
        return super().__len__() + 100


d = DefaultDict(a=1)
print(d["a"], d["b"], d.get("b"), "zz" in d, len(d), list(d), bool(DefaultDict()), dict(d), {**d})


class Ordered(list):
    def append(self, x):
        super().append(x)
        self.sort()

    def __iadd__(self, o):
        for x in o:
            self.append(x)
        return self


o = Ordered()
o.append(3)
o += [1, 2]
o.extend([0])
print(o, o + [9], type(o + [9]).__name__, type(o[:]).__name__, type(o.copy()).__name__)
