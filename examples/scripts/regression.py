"""Matrices with operators, elimination with pivoting, and linear regression on top."""

import math
from fractions import Fraction


class SingularMatrix(ArithmeticError):
    pass


class Matrix:
    def __init__(self, rows):
        self.rows = [list(row) for row in rows]
        self.height = len(self.rows)
        self.width = len(self.rows[0])
        if any(len(row) != self.width for row in self.rows):
            raise ValueError("rows of different length")

    @classmethod
    def identity(cls, n):
        return cls([[int(i == j) for j in range(n)] for i in range(n)])

    def __getitem__(self, at):
        i, j = at
        return self.rows[i][j]

    def __eq__(self, other):
        return isinstance(other, Matrix) and self.rows == other.rows

    def __add__(self, other):
        self._same_shape(other)
        return Matrix([[a + b for a, b in zip(p, q)] for p, q in zip(self.rows, other.rows)])

    def __neg__(self):
        return self * -1

    def __sub__(self, other):
        return self + -other

    def __mul__(self, number):
        if not isinstance(number, (int, float, Fraction)):
            return NotImplemented
        return Matrix([[x * number for x in row] for row in self.rows])

    __rmul__ = __mul__

    def __matmul__(self, other):
        if self.width != other.height:
            raise ValueError(f"cannot multiply {self.shape} by {other.shape}")
        columns = list(zip(*other.rows))
        return Matrix([[sum(a * b for a, b in zip(row, column)) for column in columns] for row in self.rows])

    def __pow__(self, n):
        result, base = Matrix.identity(self.height), self
        while n:
            if n & 1:
                result = result @ base
            base, n = base @ base, n >> 1
        return result

    @property
    def shape(self):
        return f"{self.height}x{self.width}"

    @property
    def T(self):
        return Matrix(zip(*self.rows))

    def _same_shape(self, other):
        if self.shape != other.shape:
            raise ValueError(f"shapes differ: {self.shape} and {other.shape}")

    def solve(self, right):
        """Gauss-Jordan elimination with partial pivoting; returns (solution, determinant)."""
        work = [row + extra for row, extra in zip(self.rows, right.rows)]
        work = [row[:] for row in work]
        determinant = 1
        for column in range(self.width):
            pivot = max(range(column, self.height), key=lambda r: abs(work[r][column]))
            if work[pivot][column] == 0:
                raise SingularMatrix(f"no pivot in column {column}")
            if pivot != column:
                work[column], work[pivot] = work[pivot], work[column]
                determinant = -determinant
            head = work[column][column]
            determinant *= head
            work[column] = [x / head for x in work[column]]
            for r in range(self.height):
                if r != column and (factor := work[r][column]) != 0:
                    work[r] = [a - factor * b for a, b in zip(work[r], work[column])]
        return Matrix(row[self.width :] for row in work), determinant

    def inverse(self):
        return self.solve(Matrix.identity(self.height))[0]

    def __str__(self):
        return "\n".join("  ".join(f"{x:>8.3f}" if isinstance(x, float) else f"{x!s:>8}" for x in row) for row in self.rows)


def fit(points, degree):
    """Least squares by the normal equations; returns coefficients and R squared."""
    design = Matrix([[x**k for k in range(degree + 1)] for x, _ in points])
    target = Matrix([[y] for _, y in points])
    coefficients, _ = (design.T @ design).solve(design.T @ target)
    predicted = design @ coefficients
    mean = math.fsum(y for _, y in points) / len(points)
    residual = math.fsum((y - predicted[i, 0]) ** 2 for i, (_, y) in enumerate(points))
    total = math.fsum((y - mean) ** 2 for _, y in points)
    return [row[0] for row in coefficients.rows], 1 - residual / total


a = Matrix([[2, 1, -1], [-3, -1, 2], [-2, 1, 2]])
print(a @ Matrix.identity(3) == a, a.T.T == a)
exact = Matrix([[Fraction(x) for x in row] for row in a.rows])
inverse = exact.inverse()
print(inverse, (inverse @ exact) == Matrix.identity(3), sep="\n")
print(exact.solve(Matrix([[Fraction(8)], [Fraction(-11)], [Fraction(-3)]]))[0].T, "det", exact.solve(Matrix.identity(3))[1])
print((Matrix([[1, 1], [1, 0]]) ** 90)[0, 1])
print(2 * a - a == a, (a + a * 0.5).rows[0])
for attempt in (
    lambda: a @ Matrix([[1, 2]]),
    lambda: a + Matrix([[1]]),
    lambda: Matrix([[1, 2], [3]]),
    lambda: Matrix([[1, 2], [2, 4]]).inverse(),
    lambda: a * "x",
):
    try:
        attempt()
    except (ValueError, TypeError, SingularMatrix) as e:
        print(type(e).__name__, e)
points = [(x / 2, 3 - 1.5 * x / 2 + 0.25 * (x / 2) ** 2 + ((x * 37) % 11 - 5) / 50) for x in range(20)]
for degree in (1, 2, 3):
    coefficients, quality = fit(points, degree)
    print(degree, " ".join(f"{c:+.6f}" for c in coefficients), f"R2={quality:.8f}")
hilbert = Matrix([[Fraction(1, i + j + 1) for j in range(6)] for i in range(6)])
print(hilbert.inverse(), "1/det =", 1 / hilbert.solve(Matrix.identity(6))[1], sep="\n")
