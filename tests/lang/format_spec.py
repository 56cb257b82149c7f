# Format specs of ints, floats, strings: fill, align, sign, width, grouping, precision, type.
for spec in ("", "d", "5", "<5", ">5", "^5", "=5", "05", "+", "-", " ", "+05", "*^7", "x", "X", "#x", "#X", "o", "#o", "b", "#b", "010b", "#010x", ",", "_", "_x", "_b", "n", "c", "e", ".2f", "g", "%", ">+8,d", "0<5", "#_b", "020,", "z.1f"):
    row = []
    for n in (0, 65, -65, 1234567):
        try:
            row.append(format(n, spec))
        except Exception as e:
            row.append(f"{type(e).__name__}: {e}")
    print(repr(spec), row)
for spec in ("", "f", ".0f", ".3f", "e", ".2e", "E", "g", ".3g", "G", "%", ".1%", "10.2f", "<10.2f|", "+.1f", " .1f", "010.3f", ",.2f", "_.2f", "#.0f", "#g", ".10g", "n", "^12", "=+10.1f", "z.0f", "d", ".0e", "25.15f", ",", "020,.1f", "-^20,.3e"):
    row = []
    for x in (0.0, -0.4, 3.14159, 1234567.891, 1e-7, 1e22, float("inf"), float("nan")):
        try:
            row.append(format(x, spec))
        except Exception as e:
            row.append(f"{type(e).__name__}: {e}")
            break
    print(repr(spec), row)
for spec in ("", "s", "10", "<6", ">6", "^6", "^7", ".2", "6.2", "*<6", "é^6", "06", "<06", "=6", "d", "+", ",", "#", "😀>4", "10.", "z"):
    try:
        print(repr(spec), repr(format("añb", spec)))
    except Exception as e:
        print(repr(spec), type(e).__name__, e)
for value, spec in ((True, "d"), (True, ""), (True, "5"), (False, ">6"), (None, ""), (None, "5"), ([], ""), ([], "3"), (2**70, ",d"), (2**70, "x"), (2**70, ".3e"), (-(2**70), "_b"), (1j, ""), (1 + 2j, ".2f"), (10**400, "e"), (3, ".2"), (3, "s"), (1.5, "s"), (1.5, "x"), ("a", "5.1s"), (b"x", "5"), (97, "5c"), (-1, "c"), (0x110000, "c"), (1, "+c"), (1, ",c"), (12, "#,x"), (1, "999999999999999999999")):
    try:
        print((value if not isinstance(value, int) or value < 10**30 else "big"), repr(spec), repr(format(value, spec)))
    except Exception as e:
        print(repr(spec), type(e).__name__, e)
print("{:>{}} {:{}{}}".format("a", 5, "b", "<", 4), "{0:{1}}".format(3.14159, ".2f"), "{!r:>5}".format("x"))
