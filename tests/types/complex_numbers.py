# complex: arithmetic, parsing, repr, errors.
a, b = 1 + 2j, 3 - 4j
print(a + b, a - b, a * b, a / b, -a, +a, a**2, a**0.5, 2**a, a == 1 + 2j, a != b, a == 1, 5 + 0j == 5, abs(b), b.conjugate(), a.real, a.imag, bool(0j), bool(1j))
print(complex(), complex(1), complex(1, 2), complex("1+2j"), complex(" 3j "), complex("-1.5e3-2.5j"), complex("inf"), complex("nan+infj"), complex(1j, 1j), complex(True), complex("(1+2j)"), complex(real=3, imag=4), complex("j"), complex("-j"))
print(1j, 0j, -0j, 1 - 0j, complex(-0.0, -0.0), complex(1e100, 1e-100), complex(float("inf"), float("nan")), 1.5j, (1 + 1j) * 1j, [1j], str(2 + 3j), 1e16j, 3 + 4j.real)
print(hash(1 + 0j) == hash(1), {1: "x"}[1 + 0j], 1j * 1j, (1 + 2j) ** -1, (1 + 2j) ** 3, 0j ** 0, 1j**2, sum([1j, 2]), 1 + 2j + 3.5, 2 * 1j, 1j / 2, isinstance(1j, complex), format(1 + 2j, ".2f"), f"{1j:+.1f}", a.__getnewargs__())
for f in (
    lambda: a < b, lambda: a // b, lambda: a % b, lambda: int(a), lambda: float(a), lambda: a / 0, lambda: 0j**-1, lambda: complex("x"), lambda: complex("1 + 2j"), lambda: complex("1", 2), lambda: complex(1, "2"), lambda: complex([]), lambda: complex(1, 2, 3), lambda: round(a), lambda: divmod(a, b), lambda: a & 1, lambda: a + "x", lambda: abs("x"), lambda: complex(None), lambda: max(1j, 2), lambda: complex(""), lambda: 1e200j * 1e200j, lambda: (1e300 + 1e300j) ** 5,
):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
