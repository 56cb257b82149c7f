# repr, ascii and escapes of strings.
for s in ("plain", "it's", 'say "hi"', "both ' and \"", "tab\tnl\ncr\r\\", "\x00\x01\x1f\x7f\x80\x9f\xa0\xad", "é", "\u200b\u2028\ufeff", "😀", "\ud800", "\U000e0001", "\u0378", "\x85", "á", "一", ""):
    print(repr(s) if s != "\ud800" else ascii(s), ascii(s), len(s))
print("\a\b\f\v".__repr__(), "\101\60\0", "\x41", "\u00e9", "\U0001F600", "\N{LATIN SMALL LETTER E WITH ACUTE}", "\N{GREEK SMALL LETTER ALPHA}")
print(r"raw \n \x", R"\\", r"\"", len(r"\"")) 
print("line \
joined")
print("""triple
  "quoted" ''' lines\
 joined""")
print('''a"""b''', """a'b"c""", "a'b", 'a"b')
print(u"old prefix", "con" 'cat' """enated""" r"\raw")
print([str("x"), str(5), str(None), str(b"x", "ascii"), str(b"\xc3\xa9", "utf-8"), str(b"\xff", errors="replace"), str(object=3), str()])
print(str(["a'b", 'c"d', "e\n"]), str({"k": "v"}), str(("x",)))
for f in (lambda: str(b"\xff", "utf-8"), lambda: str("x", "utf-8"), lambda: str(5, "utf-8"), lambda: str(1, 2, 3, 4), lambda: chr(-1), lambda: chr(0x110000), lambda: chr("a"), lambda: ord("ab"), lambda: ord(""), lambda: ord(5)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print(chr(65), chr(0x1F600), ord("a"), ord("😀"), ord(b"x"), ascii(chr(0xD800)), chr(0) == "\0")


class S(str):
    def __repr__(self):
        return "S!" + str.__repr__(self)


print(S("x"), [S("x")], str(S("q")), type(str(S("q"))).__name__, S("a") + "b", type(S("a") + "b").__name__, S("ab").upper())
