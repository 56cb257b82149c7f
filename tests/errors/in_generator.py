# Tracebacks through generators, comprehensions, lambdas, class bodies.
def gen(items):
    for item in items:
        yield 10 / item


def consume():
    return sum(x for x in gen([1, 2, 0]))


class Body:
    apply = lambda self, f: f()

    def run(self):
        return self.apply(lambda: consume())


class Failing:
    value = Body().run()
