# Strings beyond ASCII: lengths, slices, comparison, classification, case, combining marks.
words = ["naïve", "Straße", "日本語", "Ω≈ç√", "😀👍🏽", "e\u0301", "\u00e9", "مرحبا", "ﬃ", "İstanbul", "ǅ", "\U0001d4d0"]
for w in words:
    print(len(w), [hex(ord(c)) for c in w][:4], w[::-1] if len(w) < 6 and "\u0301" not in w else "", w.upper(), w.lower(), w.title(), w.isalpha(), w.isidentifier(), w.center(9, "·"))
print(sorted(words)[:5], "é" == "e\u0301", max(words) , "日本語".find("語"), "😀" * 3, "a😀b"[1], "a😀b"[2:], "日本"[-1], "x".join("日本"), "日,本".split(","), "Ω".casefold() == "ω", "ß".casefold() == "ss")
print("é".encode("utf-8"), ascii("日本"), repr("\u200d"), repr("\u3000"), repr("😀"), "\u0130".lower().encode(), "ŉ".upper(), "ΐ".upper().encode(), "ﬀ".title(), "ᾳ".upper(), "ǰ".upper())
print("١٢٣".isdigit(), int("١٢٣"), "²".isdigit(), "²".isdecimal(), "½".isnumeric(), "五".isnumeric(), "\u2167".isnumeric(), float("١.٥"), "a\u0660".isalnum(), "\u00aa".isalpha(), "\u02b0".islower(), "\u2160".isupper(), "ǅ".istitle())
print("\x85".isspace(), "\u2028".isspace(), "\u200b".isspace(), "a\u2028b\x85c".splitlines(), "\u00a0x\u2003".strip(), len("\U0010ffff"), "\ufffe".isprintable(), "\u00ad".isprintable(), "é".isprintable(), chr(0x10FFFF) > "\uffff")
print({"é": 1, "日": 2}["日"], "%s|%5s|%-4s|" % ("é", "日本", "😀"), f"{'日本':>5}|{'é':*^3}|", "日本".ljust(4, "語") , "ñandú".replace("ñ", "n"), "ÀÉÎ".lower(), "àéî".swapcase(), "ÀÉÎ".translate({0xC0: "A"}), "abc" < "äbc", "日" in "日本", "本日" in "日本")
d = {}
ñ = 5
变量 = ñ + 1
print(ñ, 变量, globals()["变量"])


class Ünïcode:
    größe = 1


print(Ünïcode.größe, Ünïcode.__name__, [n for n in vars(Ünïcode) if n.startswith("g")])
ﬁ = 3
print(fi, "fi" in globals(), "ﬁ" in globals())
