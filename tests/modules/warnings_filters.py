# warnings: filters, catching, formatting, deprecated, what the interpreter itself warns of.
import sys
import warnings

print(warnings.filters, sys.warnoptions)
with warnings.catch_warnings(record=True) as log:
    print(log, warnings.catch_warnings, repr(warnings.catch_warnings(record=True))[:60])
    warnings.simplefilter("always")
    warnings.warn("one")
    warnings.warn("two", DeprecationWarning)
    x = True
    ~x
    compile("x is 5", "f.py", "exec")
    open("warnings_filters.py")
for w in log:
    print(w.category.__name__, str(w.message)[:60], w.lineno, w.file, w.line, type(w.source).__name__)
print(str(log[0]).replace(w.filename, "F"), isinstance(log[0].message, UserWarning))

with warnings.catch_warnings(action="error", category=RuntimeWarning) as log:
    print(log)
    try:
        warnings.warn("raised", RuntimeWarning, stacklevel=2)
    except RuntimeWarning as e:
        print("caught", e)
    try:
        compile("'\\d'", "f.py", "exec")
    except SyntaxError as e:
        print("no")
with warnings.catch_warnings(action="error"):
    for source in ("1\n'\\d'", "x is 5", "(\n1,\n2)()", "1if 1else 2"):
        try:
            compile(source, "f.py", "exec")
        except SyntaxError as e:
            print(type(e).__name__, e, e.lineno, e.end_lineno)

c = warnings.catch_warnings()
for use in (lambda: c.__exit__(), lambda: c.__enter__(), lambda: c.__enter__(), lambda: c.__exit__()):
    try:
        print(use())
    except RuntimeError as e:
        print(e)

print(warnings.formatwarning("text", UserWarning, "file.py", 3), end="")
print(warnings.formatwarning("text", UserWarning, "file.py", 3, "  a line \n"), end="")
warnings.showwarning("shown", UserWarning, "file.py", 3, sys.stdout, "line")


def show(message, category, filename, lineno, file=None, line=None):
    print("show", message, category.__name__, lineno, file, line)


with warnings.catch_warnings():
    warnings.simplefilter("always")
    warnings.showwarning = show
    warnings.warn("mine")
    warnings.showwarning = 5
    try:
        warnings.warn("bad")
    except TypeError as e:
        print(e)
warnings.formatwarning = lambda *a: f"<{a[0]}>\n"
sys.stderr = sys.stdout
warnings.warn("formatted")
warnings.formatwarning = warnings._formatwarning_orig


def outer(level):
    inner(level)


def inner(level):
    warnings.warn(f"level {level}", stacklevel=level)


for level in (0, 1, 2, 3, 4, -1):
    outer(level)


@warnings.deprecated("old function")
def old(a):
    """Doc."""
    return a


@warnings.deprecated("old class")
class Old:
    def __init__(self, a):
        self.a = a


@warnings.deprecated("marked", category=None)
def marked():
    pass


@warnings.deprecated("with new")
class New:
    def __new__(cls, *a):
        return super().__new__(cls)

    def __init_subclass__(cls, **kw):
        print("subclass", cls.__name__, kw)


with warnings.catch_warnings(record=True) as log:
    warnings.simplefilter("always")
    print(old(1), old.__deprecated__, old.__doc__, old.__name__, marked.__deprecated__, Old.__deprecated__)
    print(Old(2).a)

    class Sub(Old):
        pass

    print(Sub(3).a, type(New(1)).__name__)

    class Sub2(New, x=1):
        pass

    Sub2()
print([(str(w.message), w.lineno) for w in log])
for bad in (lambda: warnings.deprecated(5), lambda: warnings.deprecated("x")(5), lambda: Old()):
    try:
        bad()
    except TypeError as e:
        print(e)

warnings.resetwarnings()
print(warnings.filters)
warnings.warn("dep", DeprecationWarning)
warnings.simplefilter("ignore", append=True)
warnings.simplefilter("error", UserWarning, 1)
warnings.simplefilter("ignore", append=True)
warnings.simplefilter("error", UserWarning, 1)
print(warnings.filters)
warnings.warn("ignored")
for option in ("error", "i::UserWarning", "all", "d::DeprecationWarning:", "::UserWarning::5", ""):
    warnings._setoption(option)
    print(warnings.filters[0])
warnings._processoptions(["x", "error::Nope", "error::int", "error::no.such", "a:b:c:d:e:f", "error:::: x", "error::::-5"])
