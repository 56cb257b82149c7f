# fractions.Fraction.
from fractions import Fraction as F

print(F(1, 2), F(6, -4), F(3), F("3/4"), F("-1.25"), F("1e-3"), F(0.5), F(" 7 "), F(), F(F(1, 3)), repr(F(2, 6)))
a, b = F(1, 3), F(3, 4)
print(a + b, a - b, a * b, a / b, a // b, b % a, -a, abs(-a), a**2, a**-2, F(4) ** F(1, 2), 2**F(2), divmod(b, a))
print(a + 1, 1 - a, a * 0.5, a == F(2, 6), a < b, a == 1 / 3, F(1, 2) == 0.5, hash(F(1, 2)) == hash(0.5), hash(F(3)) == hash(3), F(10**30, 3) > 10**29)
print(a.numerator, a.denominator, float(a), int(F(7, 2)), round(F(7, 2)), round(F(5, 2)), round(F(22, 7), 2), F(3.14159).limit_denominator(100), F(0.1))
print(F(7, 3).__floor__(), F(7, 3).__ceil__(), F(-7, 3).__trunc__(), bool(F(0)), F(4, 2).is_integer(), F(1, 3).as_integer_ratio(), sum([F(1, n) for n in range(1, 11)]))
print(f"{F(1, 3):.3f} {F(22, 7):>10.2f} {F(5):.0f} {F(1, 3):e}", str(F(5)), F.from_float(0.75), F(1, 3) + 1j)
for f in (lambda: F(1, 0), lambda: F("x"), lambda: F(1.5, 2), lambda: F("1/0"), lambda: a / 0, lambda: F(None), lambda: F(float("inf")), lambda: F(float("nan")), lambda: a < "x", lambda: F(1, "2"), lambda: a // 0, lambda: F("1//2")):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print(sorted([F(1, 2), F(1, 3), 0.4, 1]), max(a, b), {F(1, 2): "half"}[0.5])
