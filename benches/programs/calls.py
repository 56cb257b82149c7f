# Calls: naive Fibonacci, nothing but calls, comparisons and additions.
# aim: 2.5
# quick: 20
import sys


def fib(n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)


n = int(sys.argv[1]) if len(sys.argv) > 1 else 35
print(n, fib(n))
