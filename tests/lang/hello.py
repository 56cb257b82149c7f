# The smallest programs: printing, arithmetic, names.
print("hello")
print(1, 2, 3)
print()
print("a", "b", sep="-", end="!\n")
x = 6
y = 7
print(x * y, x - y, x / 2, x // 4, x % 4, x**2)
print(not x, x and y, x or y, 0 or "", None or [])
print(True, False, None, ..., NotImplemented)
