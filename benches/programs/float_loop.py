# Float loop: escape times over a grid of the Mandelbrot set.
# aim: 3
# quick: 24
import sys


def escape_time(cr, ci, limit):
    zr = zi = 0.0
    for step in range(limit):
        rr = zr * zr
        ii = zi * zi
        if rr + ii > 4.0:
            return step
        zi = 2.0 * zr * zi + ci
        zr = rr - ii + cr
    return limit


def grid(size, limit):
    total = 0
    inside = 0
    for row in range(size):
        ci = 2.4 * row / size - 1.2
        for column in range(size):
            steps = escape_time(3.0 * column / size - 2.1, ci, limit)
            total += steps
            if steps == limit:
                inside += 1
    return total, inside


size = int(sys.argv[1]) if len(sys.argv) > 1 else 430
total, inside = grid(size, 400)
print(total, inside)
