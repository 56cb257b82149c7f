# is... predicates over ASCII and the rest of Unicode.
cases = ["", "abc", "ABC1", "123", "٣", "²", "½", "Ⅷ", "一", "a b", " \t\n", "\u00a0", "\u2003", "é", "_x", "x1", "1x", "ªb", "\x00", "\x7f", "\u200b", "\ud800", "😀", "·", "def", "℘", "x·"]
for c in cases:
    print(
        ascii(c),
        "".join(
            "TF"[not getattr(c, name)()]
            for name in (
                "isalpha", "isdigit", "isdecimal", "isnumeric", "isalnum", "isspace", "isidentifier", "isprintable", "isascii",
            )
        ),
    )
print("abc".isalpha, str.isalpha("x"))
try:
    str.isalpha(5)
except TypeError as e:
    print(e)
try:
    "a".isalpha(1)
except TypeError as e:
    print(e)
