# Integer arithmetic: signs in // and %, powers, big values, errors.
for a in (7, -7):
    for b in (2, -2, 3, -3):
        print(a, b, a // b, a % b, divmod(a, b), a / b)
print(2**10, 2**-1, (-2) ** 3, 0**0, (-1) ** -1, pow(3, 200))
print(pow(3, 200, 1000), pow(3, -1, 7), pow(-3, 3, 5), pow(2, 3, -5), pow(5, 0, 1))
big = 10**40
print(big + 1, big - 1, -big, big * big, big // 7, big % 7, -big // 7, -big % 7)
print(divmod(10**50, -(10**20) - 3), (2**100) / (2**90), 1 / 10**300)
print(2**61 - 1 + 1, 2**62 + 2**62, -(2**62) - 1, -(2**63), 2**64 - 1, 4611686018427387904 * 2)
print((2**62) - (2**62) + 5, (2**31) * (2**31), (2**32) * (2**32), 3037000500**2, -3037000500**2)
print(abs(-5), abs(-big), -0, +5, ~5, ~-1, ~big)
print(True + True, True * 5, -True, ~True, True / 2)
print(10**18 * 10**18, 123456789**5, (10**30 + 1) * (10**30 - 1))
for f in (
    lambda: 1 // 0,
    lambda: 1 % 0,
    lambda: 1 / 0,
    lambda: divmod(1, 0),
    lambda: big // 0,
    lambda: big % 0,
    lambda: 0**-1,
    lambda: pow(2, -1, 4),
    lambda: pow(2, 3, 0),
    lambda: pow(2.0, 3, 5),
    lambda: 10**400 / 3,
    lambda: 1 + "a",
    lambda: "a" + 1,
    lambda: 1 - None,
    lambda: -"x",
    lambda: ~1.5,
    lambda: 5 @ 3,
    lambda: [] ** 2,
    lambda: pow("a", 2),
):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
