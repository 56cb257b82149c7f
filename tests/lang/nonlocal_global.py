# global and nonlocal: where assignments land.
x = 1


def set_global():
    global x, new_name
    x = 2
    new_name = "n"


set_global()
print(x, new_name)


def nested():
    x = "a"

    def level1():
        def level2():
            nonlocal x
            x += "b"

        level2()
        return x

    return level1(), x


print(nested(), x)


def skip_local():
    x = "local"

    def inner():
        global x
        x = "set from inner"

    inner()
    return x


print(skip_local(), x)


def global_in_loop():
    global i
    for i in range(4):
        pass


global_in_loop()
print(i)


def global_def():
    global made, Made

    def made():
        return "made"

    class Made:
        pass


global_def()
print(made(), Made.__name__, Made.__qualname__, made.__qualname__)


class C:
    global y
    y = 10
    z = 20


print(y, hasattr(C, "y"), C.z)


def nonlocal_in_class():
    n = 1

    class K:
        nonlocal n
        n = 2
        m = n

    return n, K.m, hasattr(K, "n")


print(nonlocal_in_class())

for source in (
    "def f():\n    nonlocal q\n",
    "nonlocal q\n",
    "def f(a):\n    global a\n",
    "def f():\n    a = 1\n    global a\n",
    "def f():\n    print(a)\n    global a\n",
    "def f():\n    x = 1\n    def g(x):\n        nonlocal x\n",
):
    try:
        compile(source, "s", "exec")
    except SyntaxError as e:
        print(e.msg, e.lineno)
