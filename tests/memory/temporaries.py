# Temporaries of expressions die as soon as they are used up.
class T:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        print(f"~{self.n}", end=" ")

    def __add__(self, other):
        return T(self.n + other.n)

    def __lt__(self, other):
        return self.n < other.n

    def __bool__(self):
        return True

    def __iter__(self):
        return iter([1, 2])

    def __enter__(self):
        return 1

    def __exit__(self, *a):
        print("exit", end=" ")


print((T(1) + T(2)).n)
print((T(1) + T(2) + T(4)).n)
print(T(1) < T(2))
print(T(1) < T(2) < T(3))
if T(1):
    print("if body")
for i in T(5):
    print(i, end=" ")
print("loop over")
with T(6):
    print("body", end=" ")
print("with over")
a, b = T(7)
print("unpacked")
x = T(8) and 5
print("and")
x = T(9) or 5
print("or")
del x
print("deleted")
print([T(1).n, T(2).n], {T(3).n: T(4).n})
print(f"{T(1).n} {T(2).n}")
[T(i) for i in range(3)]
print("list dropped")
T(1), T(2), T(3)
print("tuple dropped")
x = [T(1)][0].n
print("item", x)
lambda: T(1)
print("while", end=" ")
n = 0
while T(n) and n < 2:
    n += 1
print("end")


def f(*args, **kw):
    return len(args) + len(kw)


print(f(T(1), *[T(2)], k=T(3), **{"l": T(4)}))
try:
    raise ValueError(T(99).n)
except ValueError as e:
    print(e)
