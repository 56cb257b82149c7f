"""Big numbers: digits of pi and e, primes, Fibonacci by doubling, RSA, perfect numbers, square roots."""

import math
from itertools import islice


def pi_digits():
    """Gibbons' unbounded spigot: one digit after the other."""
    q, r, t, k, n, l = 1, 0, 1, 1, 3, 3
    while True:
        if 4 * q + r - t < n * t:
            yield n
            q, r, n = 10 * q, 10 * (r - n * t), 10 * (3 * q + r) // t - 10 * n
        else:
            q, r, t, k, n, l = q * k, (2 * q + r) * l, t * l, k + 1, (q * (7 * k + 2) + r * l) // (t * l), l + 2


def pi_machin(digits):
    """Machin's formula in fixed point, with guard digits."""
    one = 10 ** (digits + 10)

    def arctan_inverse(x):
        total = term = one // x
        n, sign = 3, -1
        while term:
            term //= x * x
            total += sign * (term // n)
            n, sign = n + 2, -sign
        return total

    return 4 * (4 * arctan_inverse(5) - arctan_inverse(239)) // 10**10


def e_digits(digits):
    """Sum of 1/n! by binary splitting."""

    def split(a, b):
        if b - a == 1:
            return 1, b
        middle = (a + b) // 2
        p1, q1 = split(a, middle)
        p2, q2 = split(middle, b)
        return p1 * q2 + p2, q1 * q2

    p, q = split(0, digits)
    return 10**digits + p * 10**digits // q


def is_prime(n):
    """Miller-Rabin with bases that are enough below 3.3e24, probable above."""
    small = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41)
    if n < 2 or any(n % p == 0 for p in small):
        return n in small
    d, s = n - 1, 0
    while d % 2 == 0:
        d, s = d // 2, s + 1
    for a in small:
        x = pow(a, d, n)
        if x in (1, n - 1):
            continue
        for _ in range(s - 1):
            x = x * x % n
            if x == n - 1:
                break
        else:
            return False
    return True


def sieve(limit):
    flags = bytearray([1]) * (limit + 1)
    flags[0:2] = b"\0\0"
    for n in range(2, math.isqrt(limit) + 1):
        if flags[n]:
            flags[n * n :: n] = bytes(len(range(n * n, limit + 1, n)))
    return [n for n, flag in enumerate(flags) if flag]


def factor(n):
    """Prime factors in order, by trial and by Pollard's rho."""
    found = []
    for p in SMALL_PRIMES:
        while n % p == 0:
            found.append(p)
            n //= p
    rest = [n] if n > 1 else []
    while rest:
        m = rest.pop()
        if is_prime(m):
            found.append(m)
            continue
        c = 1
        while True:
            x = y = 2
            g = 1
            while g == 1:
                x = (x * x + c) % m
                y = (y * y + c) % m
                y = (y * y + c) % m
                g = math.gcd(abs(x - y), m)
            if g != m:
                break
            c += 1
        rest += [g, m // g]
    return sorted(found)


def fibonacci(n):
    if n == 0:
        return 0, 1
    a, b = fibonacci(n // 2)
    c = a * (2 * b - a)
    d = a * a + b * b
    return (d, c + d) if n % 2 else (c, d)


SMALL_PRIMES = sieve(1000)
print("".join(map(str, islice(pi_digits(), 120))))
pi = str(pi_machin(500))
print(pi[:60], pi[-20:], pi.startswith("".join(map(str, islice(pi_digits(), 200)))))
print(str(e_digits(300))[:250][-50:])
print(len(SMALL_PRIMES), SMALL_PRIMES[-3:], sum(sieve(50_000)))
print([n for n in range(2, 200) if is_prime(2**n - 1)])
print([2 ** (p - 1) * (2**p - 1) for p in (2, 3, 5, 7, 13, 17, 19, 31)])
for n in (360, 2**32 + 1, 1234567890123456789, 10**15 + 37, 600851475143 * 97, 2**61 - 1):
    factors = factor(n)
    assert math.prod(factors) == n
    print(n, "=", " * ".join(map(str, factors)))
f = fibonacci(1000)[0]
print(f, len(str(fibonacci(5000)[0])), fibonacci(5000)[0] % 10**9)
print(math.factorial(60), sum(map(int, str(math.factorial(200)))), sum(int(d) for d in str(2**2000)))
p, q = 2**89 - 1, 2**107 - 1
n, e = p * q, 65537
d = pow(e, -1, (p - 1) * (q - 1))
message = int.from_bytes("Hognose!".encode(), "big")
secret = pow(message, e, n)
print(hex(secret), pow(secret, d, n).to_bytes(8, "big").decode())
root = math.isqrt(2 * 10**120)
print(root, root * root <= 2 * 10**120 < (root + 1) ** 2)
print(math.comb(200, 100), -(-(7**77) // 3**33), (-(7**77)) % 10**12, 7**77 >> 100, -(7**77) >> 100, (7**77 & (1 << 70) - 1).bit_count())
print(divmod(-(10**60), 7**20), (3**200).bit_length(), f"{2**100:,} {2**70:x} {-(2**66):#b}"[:120])
