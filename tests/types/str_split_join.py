# split, rsplit, splitlines, partition, join.
s = "  a b  c\td\n"
print(s.split(), s.split(" "), s.split(None, 1), s.split(None, 2), s.rsplit(None, 1), s.split(maxsplit=0), s.rsplit(maxsplit=2), s.split(" ", 2), s.rsplit(" ", 1))
print("".split(), "".split(","), ",".split(","), "a,b,,c".split(","), "a,b,,c".rsplit(",", 2), "a--b--c".split("--"), "aaa".split("aa"), "aaa".rsplit("aa"), "abc".split("abc"), "a,b".split(",", -1), "a,b".split(sep=",", maxsplit=0))
print("ab\ncd\r\nef\rgh\n\n".splitlines(), "ab\ncd\r\nef\r".splitlines(True), "a\x0bb\x0cc\x1cd\x85e\u2028f\u2029g".splitlines(), "".splitlines(), "\n".splitlines(), "a".splitlines(keepends=True))
print("k=v=w".partition("="), "k=v=w".rpartition("="), "kv".partition("="), "kv".rpartition("="), "ñ→ñ→x".partition("→"), "a::b".partition("::"))
print("\u2003a\u00a0b\u3000".split(), "a\x1fb".split(), "a\u200bb".split())
print("-".join("abc"), "".join([]), ",".join(["x"]), ", ".join(str(i) for i in range(4)), "é".join("a😀b"), "x".join({"k": 1}), "".join(["é", "a", "😀"]))
for f in (
    lambda: "a".split(""),
    lambda: "a".rsplit(""),
    lambda: "a".partition(""),
    lambda: "a".rpartition(""),
    lambda: "a".split(5),
    lambda: "a".split(b","),
    lambda: "a".split(",", "x"),
    lambda: ",".join([1]),
    lambda: ",".join(["a", None]),
    lambda: ",".join(5),
    lambda: ",".join(["a", b"b"]),
    lambda: "a".partition(5),
    lambda: "a".split(1, 2, 3),
    lambda: "a".split(sep=",", wrong=1),
    lambda: "a".splitlines(1, 2),
):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
