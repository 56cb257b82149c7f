# a < b < c evaluates b once and stops early.
def v(x):
    print("v", x, end="; ")
    return x


print(v(1) < v(2) < v(3))
print(v(3) < v(2) < v(1))
print(v(1) < v(3) > v(2) != v(5))
print(1 < 2 in [2, 3], True == True is True, 1 in [1] == True)
print(1 < 3 < 2, not 1 < 3 < 2)
x = 5
print(0 <= x < 10, 0 <= x <= 4, 5 == x == 5.0 == True + 4)
if 1 < x < 10 > 3:
    print("yes")
while 0 < x < 6:
    x -= 2
print(x)
print([n for n in range(10) if 2 < n <= 5 != n])
print(None is None is not x, "a" not in "b" in "bc")


class Odd:
    def __init__(self, name):
        self.name = name

    def __lt__(self, other):
        print(f"{self.name} < {other.name}", end="; ")
        return [] if self.name == "b" else [1]

    def __bool__(self):
        print("bool", self.name, end="; ")
        return True


a, b, c = Odd("a"), Odd("b"), Odd("c")
print(a < b)
print(a < b < c)
print(b < c < a)
print((a < b) < [2])
try:
    1 < 2 < "3"
except TypeError as e:
    print(e)
try:
    1 < "3" < undefined
except TypeError as e:
    print(e)
