# Case methods over ASCII and the rest of Unicode.
words = ["hello", "HELLO", "Hello World", "ß", "ŐŰ", "ΣΑΣ", "ǆ", "ﬁn", "İ", "i", "ÿ", "1st place", "they're", "", "x-ray y_z", "𐐨𐐀"]
for w in words:
    print([w.upper(), w.lower(), w.title(), w.capitalize(), w.swapcase(), w.casefold()])
print("ΑΣ".lower(), "ΑΣ Β".lower(), "Σ".lower(), "ΑΣ.".lower())
for w in ("abc", "ABC", "Abc", "aB", "123", "a1", "", " ", "ß", "Ǆ", "ǅ", "Title Case", "Title case", "ªº"):
    print(repr(w), w.isupper(), w.islower(), w.istitle())
print(len("ß".upper()), len("İ".lower()), "straße".casefold() == "STRASSE".casefold())
print("ab".upper().lower().title().swapcase())
