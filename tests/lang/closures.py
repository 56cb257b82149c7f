# Cells are shared, late bound, and live as long as a function needs them.
def counter():
    n = 0

    def bump(by=1):
        nonlocal n
        n += by
        return n

    def get():
        return n

    return bump, get


bump, get = counter()
bump()
bump(5)
print(get())
bump2, get2 = counter()
print(get2(), get())

late = [lambda: i for i in range(3)]
print([f() for f in late])
early = [lambda i=i: i for i in range(3)]
print([f() for f in early])


def three():
    a = 1

    def two():
        b = 2

        def one():
            nonlocal a
            a += b
            return a

        return one

    return two


t = three()
print(t()(), t()())
print(t.__closure__[0].cell_contents, t.__code__.co_freevars)
print(three.__closure__, three.__code__.co_cellvars)


def arg_cell(x, *args, **kw):
    def inner():
        nonlocal x
        x += len(args) + len(kw)
        return x

    return inner


f = arg_cell(1, 2, 3, k=4)
print(f(), f())


def loop_cells():
    fs = []
    for x in range(3):
        def f():
            return x
        fs.append(f)
    return [f() for f in fs]


print(loop_cells())


def in_class():
    v = "enclosing"

    class C:
        def get(self):
            return v

        def set(self, new):
            nonlocal v
            v = new

    return C()


c = in_class()
c.set("changed")
print(c.get())


def recursive():
    def fact(n):
        return 1 if n < 2 else n * fact(n - 1)

    return fact


print(recursive()(20))


def compose(*fs):
    def run(x):
        for f in reversed(fs):
            x = f(x)
        return x

    return run


print(compose(lambda x: x + 1, lambda x: x * 2)(10))
