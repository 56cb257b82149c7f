# bool, None, Ellipsis, NotImplemented.
print(True + 1, True == 1, False or None, not None, True & False, True | 2, True ^ True, int(True), float(True), str(True), repr(None), bool(None), bool(...))
print(isinstance(True, int), type(True), type(None), type(...), type(NotImplemented), None is None, ... is Ellipsis, hash(True) == 1, {True: 1, 1: 2}, [10, 20][True], "ab"[False])
print(bool(), bool(0), bool("False"), bool([0]), bool(object()), True < 2, sum([True, False, True]), max(True, 5), sorted([True, False]), True * "ab", range(True), True / 2, True // 1, -True, +True, abs(True), divmod(True, 1), round(True))
print(None == 0, None == False, None == None, None != 1, str(None), f"{None}", "%s" % None, [None] * 2, {None: 1}, None in [None], (None,))
print(type(None)(), type(...)(), type(NotImplemented)(), Ellipsis, NotImplemented, repr(...), [..., ...], bool.__bases__, True.real, True.__class__, True.bit_length(), True.numerator, (True).to_bytes(1, "big"), bool.from_bytes(b"\x01"))
for f in (
    lambda: None + 1, lambda: None.x, lambda: None < None, lambda: len(None), lambda: iter(None), lambda: bool(1, 2), lambda: bool(x=1), lambda: type(None)(1), lambda: ... + 1, lambda: int(None), lambda: None > 1, lambda: True + "a", lambda: True < "a", lambda: True.x, lambda: setattr(None, "a", 1),
):
    try:
        print(f())
    except TypeError as e:
        print(e)
    except AttributeError as e:
        print(e)
print(True if [] else False, (not []) is True, (1 > 0) is True, (1 == 1) & (2 == 2), all([True, 1]), any([False, 0, ""]), bool(0.0), bool(-0.0), bool(float("nan")), bool(0j), bool(b""), bool("\0"))
