# Big integers: products, quotients, powers, printing and parsing at many sizes.
import math

a = 3**500
b = 7**300
c = -(2**1000) + 12345
for x, y in ((a, b), (a, c), (c, b), (b, 10**9), (c, -(10**18)), (a * b, a), (2**64, 2**32), (2**64 - 1, 2**64), (10**100, -(10**99))):
    q, r = divmod(x, y)
    print(q * y + r == x, (r < 0) == (y < 0) or r == 0, abs(r) < abs(y), str(q)[:30], str(r)[:30], hash(x) == hash(x + 0), (x * y) // y == x, x - y + y == x, (x ^ y) ^ y == x, (x | y) + (x & y) == x + y)
print(str(a)[:40], len(str(a)), a % 10**10, str(a * b)[-20:], a // b % 10**10, (a - 1) % a == a - 1, math.gcd(a * 6, b * 6), pow(a, 5, 10**9 + 7), pow(7, -1, 10**9 + 7), a >> 700, (a << 5) % 1000007, a.bit_length(), (-a).bit_length(), a.bit_count())
print(int(str(a)) == a, int(hex(b), 16) == b, int(oct(b), 8) == b, int(bin(c), 2) == c, int(str(c)) == c, f"{2**100:,}", f"{10**40:_}", f"{2**80:x}", f"{-(2**80):#o}", format(2**70, "e"), float(2**100), float(-(3**100)), int(1e30), int(2.0**200) == 2**200)
n = 1
for i in range(1, 60):
    n = n * i + (-1) ** i
print(n, n % 97, -n // 1000, -n % 1000)
digits = "1234567890" * 40
print(int(digits) % 999999937, str(int(digits)) == digits, int(digits) * int(digits) % 10**12, str(2**4000)[-15:], str(2**4000)[:15], (2**10000).bit_length())
print(2**62 - 1 + 1, -(2**62) - 1, 2**61 * 2, 2**31 * 2**31, (2**62) // 3, (2**62) // -3, -(2**62) // 2**62, 2**62 % 1000, (2**63 - 1) * (2**63 - 1), (2**62) ** 2, 4611686018427387903 + 1, -4611686018427387904 - 1, 4611686018427387904 - 1)
try:
    str(10**5000)
except ValueError as e:
    print(e)
try:
    int("9" * 5000)
except ValueError as e:
    print(e)
import sys

sys.set_int_max_str_digits(6000)
print(len(str(10**5000)), int("9" * 5000) == 10**5000 - 1)
print(math.factorial(100) // math.factorial(98), math.isqrt(10**80), sum(10**k for k in range(30)), max(2**100, 3**60), sorted([2**70, -(2**70), 0, 2**65])[0], 2**100 == 2.0**100, 2**100 + 1 == 2.0**100, 2**100 < 2.0**101, round(2**100 + 5, -5), divmod(-(2**100), 2**50 + 1)[1] > 0, (-(2**100)) >> 90, -1 >> 1000, ~(2**70), -(2**70) & (2**80 - 1), 2**70 & -(2**65), (1 << 200) - 1 & (1 << 100))
for f in (lambda: 2**100 / 0, lambda: 2**100 // 0, lambda: 10**400 * 1.0, lambda: float(10**400), lambda: 10**400 / 10**399, lambda: 1 << -(2**70), lambda: [1] * 2**70, lambda: "a" * 2**70, lambda: range(2**70)[2**69], lambda: [1][2**70], lambda: 2**100 % 0.0, lambda: math.sqrt(10**400), lambda: pow(2**70, -1, 2**71)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
