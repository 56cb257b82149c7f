# bytes: literals, indexing, methods, errors.
b = b"Hello, World"
print(b, b[0], b[-1], b[1:4], b[::-1], len(b), list(b[:3]), b + b"!", b * 2, b"a" in b, b"World" in b, 72 in b, 0, b == b"Hello, World", b < b"Z", hash(b) == hash(bytes(b)), bytes(b) is b)
print(b.upper(), b.lower(), b.swapcase(), b.title(), b.capitalize(), b.find(b"o"), b.rfind(b"o"), b.find(111), b.index(b"W"), b.count(b"l"), b.count(108), b.startswith(b"He"), b.endswith((b"x", b"ld")), b.replace(b"l", b"LL", 1), b.split(b", "), b.split(), b.rsplit(b"o", 1), b.partition(b","), b.rpartition(b"z"))
print(b"-".join([b"a", bytearray(b"b")]), b"  x ".strip(), b"xxaxx".strip(b"x"), b"a\nb\r\nc".splitlines(), b"ab".center(6, b"*"), b"ab".ljust(4), b"ab".rjust(4, b"0"), b"42".zfill(5), b"-42".zfill(5), b"a\tb".expandtabs(4), b"abc".hex(), b"abc".hex(":"), b"abcdef".hex("-", 2), bytes.fromhex("61 62 63"), b"abc".translate(bytes.maketrans(b"ab", b"xy")), b"abc".translate(None, b"b"), b"abc".removeprefix(b"a"), b"abc".removesuffix(b"c"))
print(b"abc".isalpha(), b"12".isdigit(), b"a1".isalnum(), b" ".isspace(), b"Ab".istitle(), b"AB".isupper(), b"\x80".isascii(), b"ab".islower(), b"".isalpha())
print(bytes(), bytes(3), bytes([1, 255]), bytes("é", "utf-8"), bytes("é", "ascii", "replace"), bytes(range(5)), bytes(b"x"), bytes(bytearray(b"y")), bytes((x for x in b"ab")), b"\x00\x7f\x80\xff\\\'\"\t\n", b'"', b"'", b"'\"")
print(b"abc".decode(), b"\xc3\xa9".decode("utf-8"), b"\xe9".decode("latin-1"), b"a\xff".decode("utf-8", "replace"), b"a\xff".decode("ascii", "ignore"), b"\xff".decode("utf-8", "backslashreplace"), b"%d %s %r %x %5.2f %c %b %%" % (5, b"s", "r", 255, 1.5, 65, b"b"), b"%(k)s" % {b"k": b"v"}, b"%a" % "é", b"%05d" % 42)
for f in (
    lambda: b[100], lambda: b["a"], lambda: b + "x", lambda: b"a" + 1, lambda: b * 1.5, lambda: bytes([256]), lambda: bytes([-1]), lambda: bytes("x"), lambda: bytes(-1), lambda: bytes(1.5), lambda: bytes(["a"]), lambda: bytes(None), lambda: bytes(10**20), lambda: b.find("x"), lambda: b.index(b"zz"), lambda: b.split(""), lambda: b.split(b""), lambda: b.replace("a", "b"), lambda: b"".join(["a"]), lambda: b"".join([1]), lambda: b.startswith("H"), lambda: "a" in b, lambda: 256 in b, lambda: b"\xff".decode(), lambda: b"\xff".decode("ascii"), lambda: b"x".decode("nope"), lambda: b"x".decode("utf-8", "nope"), lambda: bytes.fromhex("6"), lambda: bytes.fromhex("zz"), lambda: b"%s" % "str", lambda: b"%d" % "x", lambda: b"%c" % 256, lambda: b"%z" % 1, lambda: b.center(20, b"ab"), lambda: bytes.maketrans(b"a", b"bc"), lambda: b"a" < "a", lambda: b.count(256), lambda: bytes("x", "utf-8", "strict", 1), lambda: b"abc".hex(5), lambda: b.translate(b"short"), lambda: bytes(b"x", "utf-8"),
):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
