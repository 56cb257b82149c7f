# Big integers: products, division, powers, shifts, and decimal conversion.
# quick: 60
import sys


def factorial(n):
    product = 1
    for i in range(2, n + 1):
        product *= i
    return product


def fibonacci(n):
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a


def square_root(n):
    guess = 1 << (n.bit_length() + 1) // 2
    while True:
        better = (guess + n // guess) >> 1
        if better >= guess:
            return guess
        guess = better


def run(size):
    big = factorial(size)
    fib = fibonacci(10 * size)
    root = square_root(2 * 10 ** (2 * size))
    power = pow(3, size * size, 2**127 - 1)
    digits = sum(ord(c) - 48 for c in str(big % 10**4000))
    mask = (1 << 61) - 1
    return big % mask, fib % mask, root % mask, power, digits, (big ^ fib) % mask


size = int(sys.argv[1]) if len(sys.argv) > 1 else 9000
for repeat in range(12):
    answer = run(size + repeat)
for value in answer:
    print(value)
