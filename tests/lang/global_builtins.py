# Builtins can be shadowed and reached; __builtins__, globals(), locals(), vars().
import builtins

print(builtins.len is len, "print" in dir(builtins), builtins.True_ if hasattr(builtins, "True_") else "no")
len_saved = len
len = lambda x: "shadowed"
print(len([1]), builtins.len([1]))
del len
print(len([1]))
builtins.new_builtin = 42
print(new_builtin)


def f(new_builtin=None):
    return new_builtin


print(f())
del builtins.new_builtin
try:
    new_builtin
except NameError as e:
    print(e)
g = globals()
g["made_up"] = 7
print(made_up, g is globals(), g["__name__"], "f" in g)


def local():
    a = 1
    b = 2
    names = locals()
    names["a"] = 100
    c = 3
    return a, names, sorted(locals())


print(local())
print(locals() is globals(), vars() is globals())


class C:
    x = 1
    inside = sorted(k for k in locals() if not k.startswith("__"))
    locals()["made"] = 5


print(C.inside, C.made)


def closure():
    v = 1

    def inner():
        nonlocal v
        v += 1
        return locals()

    return inner()


print(closure(), [sorted(locals()) for x in [1]][0][:0])
exec("dynamic = 5")
print(dynamic, eval("dynamic + 1"))
ns = {}
exec("a = 1\ndef f(): return a + 1", ns)
print(ns["f"](), sorted(k for k in ns if k != "__builtins__"), eval("a * 10", ns), eval("x + y", {"x": 1}, {"y": 2}))
exec("x = 1; y = x", {}, loc := {})
print(loc)
for bad in (lambda: eval("1 +"), lambda: eval("x = 1"), lambda: exec("1", 5), lambda: eval("q", {"__builtins__": {}}), lambda: eval(""), lambda: eval("len", {"__builtins__": {}}), lambda: exec("raise KeyError('from exec')"), lambda: eval("  1 + 1  "), lambda: eval(compile("3 * 3", "s", "eval")), lambda: eval(b"1 + 1")):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, str(e).split(" (")[0])
print(__name__, __doc__, type(__builtins__).__name__, __file__.endswith("global_builtins.py"), __spec__, __package__)
