# strip, justify, zfill, expandtabs.
s = " \t x y \n"
print([s.strip(), s.lstrip(), s.rstrip(), "xxabcxx".strip("x"), "xyabcyx".strip("xy"), "abc".lstrip("cba"), "éaé".strip("é"), "abc".strip(""), "abc".strip(None), "\u3000a\u2003".strip(), "".strip(), "😀a😀".rstrip("😀")])
print(["ab".center(6), "ab".center(5), "abc".center(6), "a".center(4), "ab".center(7, "*"), "ab".center(1), "ab".ljust(5, "."), "ab".rjust(5, "é"), "ab".ljust(2), "".center(3, "-"), "ab".rjust(4)])
print(["42".zfill(5), "-42".zfill(5), "+42".zfill(5), "abc".zfill(2), "".zfill(3), "-".zfill(3), "--1".zfill(5), "٣".zfill(3)])
print(["a\tb".expandtabs(), "a\tb".expandtabs(4), "\t".expandtabs(1), "ab\tc\n\td".expandtabs(4), "a\tb".expandtabs(0), "12345678\tx".expandtabs(), "a\tb".expandtabs(tabsize=2), "a\r\tb".expandtabs(4), "a\tb".expandtabs(-1)])
for f in (
    lambda: "a".center(),
    lambda: "a".center(5, "ab"),
    lambda: "a".center(5, ""),
    lambda: "a".ljust("x"),
    lambda: "a".ljust(5, 5),
    lambda: "a".zfill("x"),
    lambda: "a".strip(5),
    lambda: "a".strip("a", "b"),
    lambda: "a".expandtabs("x"),
):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print("abc".translate({97: "A", 98: None, 99: 120}), "añ".translate(str.maketrans("añ", "bn")), "abc".translate(str.maketrans("ab", "xy", "c")), "hello".translate(str.maketrans({"l": "LL", "o": None, 104: "H"})))
print(str.maketrans({"a": 1}), str.maketrans("ab", "cd"), str.maketrans("a", "b", "z"))
for f in (
    lambda: str.maketrans("ab", "c"),
    lambda: str.maketrans({"ab": 1}),
    lambda: str.maketrans(5),
    lambda: str.maketrans({1.5: 1}),
    lambda: "a".translate(5),
    lambda: "a".translate({97: 1.5}),
    lambda: "a".translate({97: 1114112}),
):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


class Shift:
    def __getitem__(self, k):
        if k == 32:
            raise LookupError
        return k + 1


print("HAL xyz".translate(Shift()))
