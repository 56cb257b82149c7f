# math: values, special cases, errors.
import math

print(math.pi, math.e, math.tau, math.inf, math.nan)
print(math.sqrt(2), math.sqrt(0), math.isqrt(10**40), math.isqrt(99), math.hypot(3, 4), math.hypot(1, 2, 3), math.hypot(), math.dist((0, 0), (3, 4)))
print(math.floor(2.7), math.floor(-2.7), math.ceil(2.1), math.ceil(-2.1), math.trunc(-2.7), math.floor(10**30), math.ceil(1e20))
print(math.sin(1), math.cos(1), math.tan(1), math.asin(1), math.acos(0), math.atan(1), math.atan2(-1, -1), math.atan2(0.0, -0.0))
print(math.sinh(1), math.cosh(1), math.tanh(1), math.asinh(1), math.acosh(2), math.atanh(0.5))
print(math.exp(1), math.exp(-745), math.expm1(1e-10), math.exp2(10), math.log(10), math.log(8, 2), math.log2(1024), math.log10(1e-5), math.log1p(1e-10), math.log(10**400), math.log10(10**400), math.log2(2**5000))
print(math.pow(2, 0.5), math.pow(0, 0), math.fmod(-7, 3), math.fmod(7, -3), math.remainder(7, 4), math.modf(-2.5), math.frexp(10), math.ldexp(0.5, 5), math.copysign(3, -0.0), math.fabs(-5))
print(math.gcd(12, 18), math.gcd(), math.gcd(0, 5), math.gcd(-4, 6, 8), math.gcd(10**30, 15**20), math.lcm(4, 6), math.lcm(), math.lcm(0, 3), math.factorial(20), math.factorial(0), math.comb(10, 3), math.comb(3, 5), math.perm(5, 2), math.perm(4), math.comb(100, 50))
print(math.isnan(math.nan), math.isinf(-math.inf), math.isfinite(1), math.isclose(0.1 + 0.2, 0.3), math.isclose(1, 1.1, rel_tol=0.2), math.isclose(0, 1e-9, abs_tol=1e-8))
print(math.fsum([0.1] * 10), sum([0.1] * 10), math.prod([1, 2, 3, 4]), math.prod([], start=5), math.prod([1.5, 2]), math.sumprod([1, 2], [3, 4]))
print(math.degrees(math.pi), math.radians(180), math.gamma(5), math.lgamma(10), math.erf(0.5), math.erfc(0.5), math.ulp(1.0), math.nextafter(1, 2), math.nextafter(1, 2, steps=3), math.fma(2, 3, 4))
for f in (
    lambda: math.sqrt(-1),
    lambda: math.log(0),
    lambda: math.log(-1),
    lambda: math.log(10, 1),
    lambda: math.exp(1000),
    lambda: math.acos(2),
    lambda: math.factorial(-1),
    lambda: math.factorial(1.5),
    lambda: math.gcd(1.5),
    lambda: math.isqrt(-1),
    lambda: math.sqrt("x"),
    lambda: math.floor("x"),
    lambda: math.floor(math.nan),
    lambda: math.ceil(math.inf),
    lambda: math.comb(-1, 2),
    lambda: math.pow(0, -1),
    lambda: math.fmod(1, 0),
    lambda: math.ldexp(1, 5000),
    lambda: math.sin(math.inf),
    lambda: math.sqrt(),
    lambda: math.sqrt(10**400),
    lambda: math.gamma(0),
    lambda: math.cosh(1000),
    lambda: math.pow(-8, 1 / 3),
    lambda: math.dist((1,), (1, 2)),
    lambda: math.log(),
    lambda: math.trunc("x"),
):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


class F:
    def __float__(self):
        return 4.0

    def __floor__(self):
        return "floor"

    def __ceil__(self):
        return "ceil"

    def __trunc__(self):
        return "trunc"


print(math.sqrt(F()), math.floor(F()), math.ceil(F()), math.trunc(F()), math.sqrt(True))
