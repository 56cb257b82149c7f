def fib(n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)


def mandelbrot(cr, ci):
    zr = zi = 0.0
    for i in range(50):
        zr, zi = zr * zr - zi * zi + cr, 2 * zr * zi + ci
        if zr * zr + zi * zi > 4.0:
            return i
    return -1


SECONDS = 24 * 60 * 60
NAME = "a" "b" + "c" * 3
EMPTY = () + (1, -2, 3 + 4j)
