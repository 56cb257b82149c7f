# int() from everything; repr, hex, oct, bin.
print(int(), int(5), int(True), int(3.99), int(-3.99), int(1e20), int("12"), int(" -12\n"), int("+5"))
print(int("1_000"), int("ff", 16), int("0xFF", 16), int("0b11", 0), int("0o17", 0), int("0x1f", 0), int("z", 36), int("-0x1F", 0))
print(int(b"42"), int("٣"), int("１２"), int("10", base=3), int("0", 0), int("00", 0))
print(int("1" * 60), int("-" + "9" * 40), int("f" * 30, 16), int("1" * 100, 2))
print(repr(10**25), str(-(10**25)), hex(255), hex(-255), hex(2**70), oct(8), oct(-8), bin(5), bin(-5), bin(2**65))
print(0xFF, 0o17, 0b11, 1_000_000, 0xDEAD_BEEF, 0, 00)
for args in (
    ("",), ("x",), ("1.5",), ("1__0",), ("_1",), ("1_",), ("12", 2), ("9", 8), ("0x", 16), ("0x", 0),
    ("010", 0), (None,), ([],), ("1", 1), ("1", 37), (1, 10), (float("nan"),), (float("inf"),),
    (b"x",), ("1 2",), ("\0001",), (1j,), ("1", "a"), ("é",),
):
    try:
        print(args, int(*args))
    except Exception as e:
        print(type(e).__name__, e)


class I:
    def __int__(self):
        return 42


class X:
    def __index__(self):
        return 7


class Bad:
    def __int__(self):
        return "no"


print(int(I()), int(X()), hex(X()), [10, 20, 30, 40, 50, 60, 70, 80][X()], range(X()))
for f in (lambda: int(Bad()), lambda: hex(I()), lambda: hex(1.5), lambda: int(x=1), lambda: int(base=10)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print((5).real, (5).imag, (5).numerator, (5).denominator, (5).conjugate(), (5).is_integer(), (5).as_integer_ratio())
print(round(1234, -2), round(1250, -2), round(1350, -2), round(5), round(-15, -1), round(25, -1), round(7, -5), round(10**30 + 5 * 10**9, -10))
print(int.__name__, int.__doc__.split("\n")[0], (5).__class__, int.mro())
