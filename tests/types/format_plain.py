# Plain format specs and % conversions of small values, and what is just beyond them.
values = [0, 7, -7, 255, -255, 2**61 - 1, -(2**61), 2**64, True, 1.5, -0.0, 1e300, "", "a", "word", "é", "x" * 70]
specs = [
    "", "d", "5", "05", "<5", ">5", "^5", "=5", "*^7", "0<6", "é>4", "=+6", "06d", "<05d", "x", "X", "#x", "04x",
    "b", "064b", "70b", "o", "s", "4s", "04s", ".2s", "s5", "64", "65", "200", ",", "_x", "+", " ", "-6", "c", "n",
    "<", "=", "^=5", "==5", "5.", "5.1f", "5d ", "dd", "%",
]


def attempt(f):
    try:
        return repr(f())
    except Exception as e:
        return f"{type(e).__name__}: {e}"


for v in values:
    for spec in specs:
        shown = attempt(lambda: format(v, spec))
        assert shown == attempt(lambda: f"{v:{spec}}") == attempt(lambda: ("{:" + spec + "}").format(v))
        print(repr(v)[:12], repr(spec), shown)

templates = [
    "%d", "%i", "%u", "%s", "%5d|", "%-5d|", "%05d", "%+d", "% d", "%x", "%#x", "%X", "%o", "%.3d", "%5s|", "%-5s|",
    "%.2s|", "%f", "%.2f", "%8.3f|", "%g", "%e", "%E", "%c", "%r", "%a", "%%", "%", "%d%%", "%5%|", "%ld", "%y", "%70d", "%.70d",
]
for v in values:
    for template in templates:
        print(repr(v)[:12], template, attempt(lambda: template % v))
print(attempt(lambda: "%s %d" % ("a", 1)), attempt(lambda: "%s %d" % ("a",)), attempt(lambda: "%s" % ("a", 1)))
print(attempt(lambda: "%(k)s %(k)d" % {"k": 3}), attempt(lambda: "%*d|%.*f" % (4, 3, 2, 1.5)), attempt(lambda: "no" % ()))
print(attempt(lambda: "no" % 1), attempt(lambda: "no" % {}), attempt(lambda: "%s" % ((1, 2),)), attempt(lambda: "%s" % [1]))


class S(str):
    def __str__(self):
        return "S" + "!"


class N(int):
    def __format__(self, spec):
        return "N" + spec

    __str__ = __repr__ = lambda self: "N!"


print("%s|%5s|%d" % (S("x"), S("y"), N(4)), f"{S('x')}|{S('y'):>5}|{N(4)}|{N(4):x}|{N(4)!s}")

# Parts of f-strings: numbers, strings, others; short and long, ASCII and not.
n, f, big = 42, 2.5, 10**30
print(f"{n}{f}{big}", f"{n}", f"{f} and {-n}", f"é{n}", f"{n}é{'ü'}", f"{None}{True}{n}", f"{'x' * 200}{n}{f}", f"{n}{'y' * 130}")
print([f"{i}{i * i}" for i in (-1, 0, 9, 10, 99, 100, 2**61 - 1, -(2**61), 2**61)])
order = []


def note(x):
    order.append(x)
    return x


class Formatted:
    def __format__(self, spec):
        order.append("format" + spec)
        return "F"


print(f"{note(1)}{Formatted()}{note(2)}{Formatted():x}{note(3)!r:>3}", order)
for i in (-256, -1, 0, 1, 255, 2**61 - 1, -(2**61), 2**70, True):
    print(hex(i), oct(i), bin(i), str(i), repr(i))
for e in range(-40, 40):
    print(2.0**e, 3 * 2.0**e)
print(["%.*f" % (p, 1 / 3) for p in range(0, 60, 7)], "%.3f" % 1e300, "%f" % 1e22, f"{1e-300:.320f}")
