# Assignment expressions: value, scope, places.
if (n := len("hello")) > 3:
    print(n)
print((x := 5), x)
print([y := 1, y**2])
data = [1, 2, 3, 4]
print([last := v for v in data if (half := v // 2)], last, half)
total = 0
print([total := total + v for v in data], total)


def f():
    print(any((witness := v) > 2 for v in data), witness)


f()
try:
    witness
except NameError as e:
    print(e)
it = iter(data)
while (item := next(it, None)) is not None:
    print(item, end=" ")
print()
print((a := 1, b := 2), a, b)


def g(p, q=(default := 7)):
    return p, q


print(g(z := 3), z, default)
print(f"{(w := 4)} {w}", {(k := "key"): 1}, k)
lst = [0, 1, 2]
print(lst[i := 1], i)
print((lambda: (inner := 9))())
try:
    inner
except NameError as e:
    print(e)
for bad in (
    "x := 5",
    "[i := 0 for i in range(5)]",
    "[[(j := 0) for i in range(5)] for j in range(5)]",
    "[i for i in (k := range(3))]",
    "class C:\n    [v := 1 for _ in range(1)]",
    "(a.b := 1)",
    "(a[0] := 1)",
    "f(x=y := 1)",
):
    try:
        compile(bad, "s", "exec")
        print("compiled", bad)
    except SyntaxError as e:
        print(e.msg)


class K:
    if (made := 3):
        pass


print(K.made)
