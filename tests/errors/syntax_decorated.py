# The line of a syntax error in the middle of a long program.
def f(x):
    return x


class C:
    @property
    def p(self):
        return [
            1,
            2,
            3 4,
        ]
