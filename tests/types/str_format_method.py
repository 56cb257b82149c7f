# str.format: fields, attributes, indexes, conversions, nested specs, errors.
class P:
    def __init__(self):
        self.x, self.items = 5, {"k": [1, 2], 0: "zero"}

    def __format__(self, spec):
        return f"P<{spec}>"

    def __repr__(self):
        return "P()"


p = P()
print("{} {}".format(1, 2), "{1} {0} {1}".format("a", "b"), "{x} {y}".format(x=1, y=2), "{0} {k}".format(1, k=2), "{{}} {{{}}}".format(5), "{0.x} {0.items[k][1]} {0.items[0]}".format(p), "{p} {p!r} {p!s} {p:abc} {p!r:>6}".format(p=p), "{!a}".format("é"))
print("{:>5}|{:<5}|{:^5}|{:*^7}|{:05d}|{:+}|{:.2f}|{:,}|{:x}|{:%}".format(1, 2, 3, "m", 5, 6, 7.123, 8000, 255, 0.5), "{:{}}|{:{w}.{p}}".format("a", 4, "bcd", w=5, p=2), "{0[0]}{0[1]}".format("xy"), "{a[b c]}".format(a={"b c": 1}), "{0[-1]}".format({"-1": "neg"}))
print("{}".format([1]), "{0}{0}".format("r"), "{:}".format(3), "{0:}".format("e"), "".format(1, 2), "{0:>{1}}".format("x", 3), "{:d}".format(True), "{!s:>4}".format(None), "{:>{}.{}f}".format(3.14159, 8, 2), "{0.__class__.__name__}".format(5), "{:é>3}".format("a"))
print("{a}".format_map({"a": 1}), "{x}{y}".format_map(type("D", (dict,), {"__missing__": lambda s, k: k.upper()})()))
for f in (
    lambda: "{}".format(), lambda: "{1}".format(0), lambda: "{x}".format(), lambda: "{".format(1), lambda: "}".format(1), lambda: "{0".format(1), lambda: "{} {0}".format(1), lambda: "{0} {}".format(1), lambda: "{!z}".format(1), lambda: "{!}".format(1), lambda: "{0.nope}".format(1), lambda: "{0[5]}".format([1]), lambda: "{0[a]}".format([1]), lambda: "{0[a}".format({}), lambda: "{0[]}".format([1]), lambda: "{:d}".format("x"), lambda: "{:zz}".format(1), lambda: "{:{:{}}}".format(1, 2, 3), lambda: "{a.}".format(a=1), lambda: "{0!r!s}".format(1), lambda: "{:,s}".format("a"), lambda: "{:.2d}".format(1), lambda: "{ 0}".format(1), lambda: "{-1}".format(1), lambda: "{x}".format_map({}), lambda: "{:5}".format([]), lambda: "{:10$}".format(1), lambda: "{:=5}".format("a"), lambda: "{:c}".format(-5), lambda: "{99999999999999999999}".format(1), lambda: "{0.}".format(1), lambda: "{a[}".format(a=1),
):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
