# round() with and without digits, on ties and extremes.
for x in (0.5, 1.5, 2.5, -0.5, -1.5, 2.675, 1.005, 0.15, 0.25, 0.35, 1e15 + 0.5, 1e20, -2.5):
    print(x, round(x), round(x, 1), round(x, 2), round(x, -1), round(x, None))
print(round(1234.5678, -2), round(1234.5678, 10), round(5e-324, 400), round(1.5, 400), round(1e300, -299), round(1e300, -400))
print(round(-0.0), round(-0.4), round(-0.4, 0), round(0.0, 3), type(round(1.5)), type(round(1.5, 0)))
for f in (lambda: round(float("inf")), lambda: round(float("nan")), lambda: round("x"), lambda: round(1.5, "a"), lambda: round(1.5, 1.5), lambda: round()):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print(round(float("inf"), 2), round(float("nan"), 2))


class R:
    def __round__(self, n="none"):
        return ("rounded", n)


print(round(R()), round(R(), 3), round(R(), None), round(number=2.7), round(ndigits=1, number=2.75))
print([round(n / 10) for n in range(-25, 26, 5)])
print([round(n * 0.01, 1) for n in range(0, 50, 5)])
print(round(True), round(12345, -2), round(15, -1), round(-25, -1))
