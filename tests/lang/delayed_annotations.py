# Annotations of variables, functions, classes; they are evaluated where CPython evaluates them.
x: int = 5
y: str
print(x, "y" in globals(), __annotations__)
(z): int = 3
print(z, "z" in __annotations__)


class C:
    a: int = 1
    b: "list[int]"
    c: print("evaluated in class") = 2


print(C.__annotations__)


def f(p: print("evaluated at def"), q: int = 2) -> "result":
    v: undefined_name = 1
    w: also_undefined
    return v


print(f(1), f.__annotations__)
obj = C()
obj.attr: int = 9
lst = [0]
lst[0]: print("evaluated for a subscript target") = 4
print(obj.attr, lst)
try:
    n: undefined_here = 1
except NameError as e:
    print(e, n)


def g():
    try:
        print(v)
    except UnboundLocalError as e:
        print(e)
    v: int


g()
for bad in ("x: int, y = 1, 2", "(a, b): int = 1, 2", "[a]: int", "f(): int", "x: int = yield", "def f():\n    global q\n    q: int = 1", "1: int", "x: y: z"):
    try:
        compile(bad, "s", "exec")
        print("ok", bad)
    except SyntaxError as e:
        print(e.msg)
