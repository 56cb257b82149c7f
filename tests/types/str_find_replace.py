# Searching and replacing: bounds, empty needles, counts, non-ASCII.
s = "abracadabra"
print(s.find("a"), s.find("a", 1), s.find("a", 1, 3), s.find("z"), s.find(""), s.find("", 5), s.find("", 11), s.find("", 12), s.find("a", -1), s.find("bra", -100, 100))
print(s.rfind("a"), s.rfind("abra"), s.rfind("a", 0, 5), s.rfind(""), s.rfind("", 0, 3), s.rfind("z"))
print(s.index("cad"), s.rindex("a"), s.count("a"), s.count("abra"), s.count(""), s.count("a", 3), s.count("a", 3, 8), "aaaa".count("aa"), "".count(""), "".count("x"), "abc".count("", 3), "abc".count("", 4))
print(s.startswith("abr"), s.startswith("bra", 1), s.startswith(("x", "a")), s.startswith(()), s.startswith(""), s.startswith("", 11), s.startswith("", 12), s.endswith("ra"), s.endswith(("z", "bra")), s.endswith("ab", 0, 2))
print(s.replace("a", "4"), s.replace("a", "4", 2), s.replace("abra", ""), s.replace("", "-"), s.replace("", "-", 3), s.replace("x", "y"), s.replace("a", "a"), "".replace("", "x"), "".replace("a", "b"), s.replace("a", "", 0), s.replace("a", "AA", -1), s.replace("a", "b", count=1))
u = "añ😀ñ😀b"
print(u.find("😀"), u.rfind("ñ"), u.find("b"), u.count("ñ"), u.replace("😀", "!"), u.replace("ñ", "😀😀"), u.index("😀", 3), u.find("ñ😀", 2))
print("a" in s, "" in s, "cada" in s, "x" not in s, "😀" in u, "z" in u)
print(s.removeprefix("abra"), s.removesuffix("abra"), s.removeprefix("x"), s.removesuffix(""), "aa".removeprefix("a"))
print("long needle " * 50 in "long needle " * 51, ("a" * 500 + "b").find("aab"), ("ab" * 300 + "abc").find("abc"))
for f in (
    lambda: s.index("z"),
    lambda: s.rindex("z"),
    lambda: s.find(5),
    lambda: s.find(),
    lambda: s.count(None),
    lambda: s.startswith(5),
    lambda: s.startswith(("a", 5)),
    lambda: s.startswith(["a"]),
    lambda: s.startswith((1, "x")),
    lambda: s.replace("a"),
    lambda: s.replace(1, "a"),
    lambda: s.replace("a", 1),
    lambda: 5 in s,
    lambda: s.find("a", "b"),
    lambda: s.find("a", 1.5),
    lambda: s.replace("a", "b", "c"),
    lambda: s.removeprefix(1),
    lambda: s.endswith(b"x"),
):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print(s.find("a", None, None), s.find("a", True), s.startswith("b", None, 3))
