# The % operator of strings.
print("%s %r %a %d %i %u %f %e %g %x %X %o %c %%" % ("s", "r", "é", 1, 2.9, 3, 1.5, 1.5, 1.5, 255, 255, 8, "c"))
print("%5d|%-5d|%05d|%+d|% d|%5.2f|%-8.3f|%08.2f|%+.1e|%#x|%#o|%.3s|%10.2s|%c" % (1, 2, 3, 4, 5, 1.234, 1.5, -1.5, 12345.678, 255, 8, "abcdef", "xyz", 65))
print("%(a)s %(b)05.1f %(a)r %%" % {"a": "x", "b": 2.55, "c": 0}, "%s" % (1,), "%s %s" % ((1, 2), [3]), "%s" % [1, 2], "%s" % {"k": 1}, "plain" % (), "%s" % None, "%d" % True, "%s" % True, "%x" % -255, "%d" % -0.9, "%d" % 10**30, "%.0f" % 2.5, "%.0f" % 3.5, "%g" % 1e10, "%g" % 0.0001, "%G" % 1e-10, "%s" % 1e16, "%f" % 1e10)
print("%*d|%-*d|%.*f|%*.*f" % (5, 1, 5, 2, 2, 3.14159, 8, 3, 2.71828), "%s" % "é😀", "%5s|%-5s|" % ("é", "😀"), "%c" % 0x1F600, "%r" % "it's", "%ld %hd" % (1, 2), "%.2f%%" % 99.5, "%i" % 3.99, "%f %F" % (float("inf"), float("nan")), "%+5s|" % "a", "%05s|" % "a", "%-05d|" % 3, "%+ d" % 3, "%#.3g" % 1)
for f in (
    lambda: "%d" % "x", lambda: "%d" % 1.5 + "%d" % None, lambda: "%s %s" % 1, lambda: "%s %s" % (1,), lambda: "%s" % (1, 2), lambda: "plain" % 1, lambda: "%q" % 1, lambda: "%" % 1, lambda: "%(a)s" % 5, lambda: "%(a)s" % {}, lambda: "%(a" % {}, lambda: "%c" % "ab", lambda: "%c" % -1, lambda: "%c" % 1.5, lambda: "%x" % 1.5, lambda: "%f" % "x", lambda: "%*d" % ("a", 1), lambda: "%s" % (), lambda: "%d" % [], lambda: "%x" % "a", lambda: "%c" % 0x110000, lambda: "%.*f" % (1.5, 2), lambda: "%d" % float("nan"), lambda: "%d" % float("inf"), lambda: "%5" % 1, lambda: "%(a)s %s" % {"a": 1}, lambda: "%s %(a)s" % ({"a": 1},), lambda: "x" % [1], lambda: "x" % {},
):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


class C:
    def __str__(self):
        return "str"

    def __repr__(self):
        return "repr"

    def __int__(self):
        return 5

    def __index__(self):
        return 6

    def __float__(self):
        return 7.5

    def __getitem__(self, k):
        return f"item {k}"


print("%s %r %d %x %f" % (C(), C(), C(), C(), C()), "%(key)s" % C())
