# Float arithmetic, repr, parsing, special values.
for x in (0.1, 1.0, 1e15, 1e16, 1e17, 123456789012345680.0, 1e-4, 1e-5, 0.00012345, 1.5e300, 5e-324, 1.7976931348623157e308, -0.0, 100.0, 1 / 3, 2 / 3, 1e22, 1e23, 9007199254740993.0):
    print(x, end=" ")
print()
inf, nan = float("inf"), float("nan")
print(inf, -inf, nan, -nan, inf - inf, inf * 0, inf + 1, 1 / inf, -1 / inf)
print(7.5 // 2, -7.5 // 2, 7.5 % 2, -7.5 % 2, 7.5 % -2, divmod(-7.5, 2), divmod(7.5, -0.5), 5.0 // 0.1, 1.0 % 0.1)
print(0.0 // 1, -0.0 // 1, -0.0 % 5, 0.0 % -5, inf // 1, 5 // inf, -5 // inf, 5 % inf, -5 % inf)
print(2.0**0.5, 2**0.5, (-8) ** (1 / 3), 0.0**0, 1.0**nan, inf**0, 2.0**-1074, (-2.0) ** 3)
print(0.1 + 0.2, 0.1 * 3, 1e308 * 10, 1e16 + 1, 3.0 - 2, 1 - 0.9)
print(float(), float(3), float("1.5"), float(" 1e3 "), float("-.5"), float("5."), float("inf"), float("-Infinity"), float("NaN"), float("1_0.5"), float(b"2.5"), float("1e400"), float(10**20), float(True), float("٣.٥"))
for f in (
    lambda: 1.0 / 0,
    lambda: 1.0 // 0,
    lambda: 1.0 % 0,
    lambda: divmod(1.0, 0),
    lambda: 0.0**-1,
    lambda: 10.0**400,
    lambda: float("x"),
    lambda: float(""),
    lambda: float("1__0"),
    lambda: float(None),
    lambda: float([]),
    lambda: float(10**400),
    lambda: int("nan"),
    lambda: 1.5 + "a",
    lambda: float("1.5", 2),
    lambda: float(b"x"),
    lambda: 1.5 << 1,
):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print((2.5).is_integer(), (2.0).is_integer(), inf.is_integer(), (0.75).as_integer_ratio(), (-0.1).as_integer_ratio(), (1e300).as_integer_ratio()[1])
print((3.7).__trunc__(), (3.7).__floor__(), (3.2).__ceil__(), (1.5).real, (1.5).imag, (1.5).conjugate())
print((255.5).hex(), (0.1).hex(), (0.0).hex(), (-1.0).hex(), (5e-324).hex(), inf.hex(), float.fromhex("0x1.8p1"), float.fromhex("ff"), float.fromhex(" -0x.8P+3 "))
for f in (lambda: inf.as_integer_ratio(), lambda: nan.as_integer_ratio(), lambda: float.fromhex("xyz"), lambda: float.fromhex("0x1p5000"), lambda: int(inf), lambda: round(nan)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
