"""A small test framework with decorators: fixtures, parameters, expected errors, skips; tested by itself."""

import functools
import io
import sys


class Skip(Exception):
    pass


class Suite:
    def __init__(self, name):
        self.name = name
        self.tests = []
        self.fixtures = {}

    def test(self, function=None, *, skip=None, raises=None):
        """Register a test; usable with and without arguments."""
        if function is None:
            return functools.partial(self.test, skip=skip, raises=raises)

        @functools.wraps(function)
        def run(**kw):
            if skip:
                raise Skip(skip)
            if raises is None:
                return function(**kw)
            try:
                function(**kw)
            except raises as e:
                return e
            raise AssertionError(f"{raises.__name__} was not raised")

        self.tests.append((function.__name__, run, getattr(function, "parameters", [{}])))
        return run

    def fixture(self, generator):
        self.fixtures[generator.__name__] = generator
        return generator

    def parameters(self, names, *rows):
        names = names.split()

        def mark(function):
            function.parameters = [dict(zip(names, row if len(names) > 1 else (row,))) for row in rows]
            return function

        return mark

    def wanted(self, run):
        code = run.__wrapped__.__code__
        return [n for n in code.co_varnames[: code.co_argcount] if n in self.fixtures]

    def run_one(self, run, parameters):
        """Returns (outcome, details). Fixtures are torn down in reverse, whatever happens."""
        open_fixtures = []
        outcome = "ok", ""
        try:
            values = dict(parameters)
            for name in self.wanted(run):
                generator = self.fixtures[name]()
                values[name] = next(generator)
                open_fixtures.append(generator)
            run(**values)
        except Skip as e:
            outcome = "skipped", str(e)
        except AssertionError as e:
            outcome = "FAILED", f"{e}" or "assertion"
        except Exception as e:
            where = e.__traceback__
            while where.tb_next:
                where = where.tb_next
            outcome = "ERROR", f"{type(e).__name__}: {e} in {where.tb_frame.f_code.co_name}"
        for generator in reversed(open_fixtures):
            try:
                next(generator)
            except StopIteration:
                pass
            else:
                outcome = "ERROR", f"{generator.__name__} yields twice"
        return outcome

    def run(self, out=None):
        out = out or sys.stdout
        totals = {}
        print(f"== {self.name}", file=out)
        for name, run, rows in self.tests:
            for parameters in rows:
                label = name + (f"[{', '.join(map(repr, parameters.values()))}]" if parameters else "")
                outcome, details = self.run_one(run, parameters)
                totals[outcome] = totals.get(outcome, 0) + 1
                print(f"{outcome:<8}{label}{': ' + details if details else ''}", file=out)
        print(", ".join(f"{n} {outcome}" for outcome, n in sorted(totals.items())), file=out)
        return totals


class Check:
    """`check(x).equals(y).between(1, 5)`: assertions that say what they saw; `.no` negates the next."""

    def __init__(self, value, negate=False):
        self.value, self.negate = value, negate

    @property
    def no(self):
        return Check(self.value, not self.negate)

    def _verify(self, good, text):
        if bool(good) == self.negate:
            raise AssertionError(f"{self.value!r} {'does' if self.negate else 'does not'} {text}")
        return Check(self.value)

    def equals(self, other):
        return self._verify(self.value == other, f"equal {other!r}")

    def contains(self, item):
        return self._verify(item in self.value, f"contain {item!r}")

    def between(self, low, high):
        return self._verify(low <= self.value <= high, f"lie between {low} and {high}")

    def __getattr__(self, name):
        if not name.startswith("is_"):
            raise AttributeError(f"no check {name!r}")
        method = getattr(type(self.value), name.replace("_", "", 1), None) or getattr(type(self.value), name[3:])
        return lambda: self._verify(method(self.value), f"satisfy {name}")


check = Check
suite = Suite("stack")
events = []


@suite.fixture
def stack():
    events.append("setup stack")
    yield [1, 2, 3]
    events.append("teardown stack")


@suite.fixture
def output():
    events.append("setup output")
    saved, sys.stdout = sys.stdout, io.StringIO()
    yield sys.stdout
    sys.stdout = saved
    events.append("teardown output")


@suite.test
def pops_the_last(stack):
    check(stack.pop()).equals(3)
    check(len(stack)).equals(2).between(1, 2)


@suite.test
def fresh_each_time(stack, output):
    print("captured", stack)
    check(output.getvalue()).contains("[1, 2, 3]").no.contains("4")


@suite.test
@suite.parameters("text number", ("1", 1), ("0x1f", 31), ("1_0", 10), ("two", 2))
def parses(text, number):
    check(int(text, 0)).equals(number)


@suite.test(raises=IndexError)
def pop_of_empty():
    [].pop()


@suite.test(raises=KeyError)
def forgets_to_raise(stack):
    stack.clear()


@suite.test(skip="not on this machine")
def needs_network():
    raise OSError


@suite.test
@suite.parameters("word", "abc", "ABC", "12", "")
def words(word):
    check(word).is_alpha().is_lower()


@suite.test
def plain_assert(output):
    assert sum([0.1] * 10) == 1


@suite.test
def unknown_check():
    check(1).is_prime()


print(suite.run())
print(events)
inner = io.StringIO()
meta = Suite("the framework itself")


@meta.test
def reports_failures():
    broken = Suite("broken")
    broken.test(lambda: 1 / 0)
    totals = broken.run(inner)
    check(totals).equals({"ERROR": 1})
    check(inner.getvalue()).contains("ZeroDivisionError").no.contains("skipped")


@meta.test
def keeps_names():
    check(pops_the_last.__name__).equals("pops_the_last").no.equals("run")


meta.run()
