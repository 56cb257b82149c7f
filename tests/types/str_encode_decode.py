# encode and decode in common encodings with every error handler.
s = "aé→😀"
for enc in ("utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32-le", "latin-1", "ascii", "UTF8", "U8", "utf_8", "iso-8859-1", "cp1252", "utf-8-sig", "us-ascii"):
    try:
        print(enc, s.encode(enc))
    except UnicodeEncodeError as e:
        print(enc, e, (e.start, e.end, e.reason, e.encoding))
for handler in ("ignore", "replace", "xmlcharrefreplace", "backslashreplace", "namereplace", "surrogateescape", "surrogatepass", "nope"):
    try:
        print(handler, s.encode("ascii", handler), s.encode("latin-1", handler))
    except Exception as e:
        print(handler, type(e).__name__, e)
for data in (b"\xff", b"a\x80b", b"\xc3", b"\xc3\x28", b"\xe2\x82", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xc0\x80", b"\xf0\x9f\x98", b"ok\xe9x"):
    try:
        print(data.decode("utf-8"))
    except UnicodeDecodeError as e:
        print(e)
    print([ascii(data.decode("utf-8", h)) for h in ("ignore", "replace", "backslashreplace", "surrogateescape")], ascii(data.decode("latin-1")))
print(b"\x41\x00\xe9\x00".decode("utf-16-le"), b"\xff\xfeA\x00".decode("utf-16"), b"\xef\xbb\xbfx".decode("utf-8-sig"), ascii(b"\xef\xbb\xbfx".decode("utf-8")), b"".decode(), "".encode())
print(ascii(b"\xff\x80".decode("utf-8", "surrogateescape")), b"\xff".decode("utf-8", "surrogateescape").encode("utf-8", "surrogateescape"), "\ud800".encode("utf-8", "surrogatepass"), ascii(b"\xed\xa0\x80".decode("utf-8", "surrogatepass")))
for f in (lambda: "\ud800".encode(), lambda: b"a\x00b".decode("utf-16"), lambda: b"a".decode("utf-32"), lambda: "a".encode("nope"), lambda: "a".encode(5), lambda: "a".encode("utf-8", 5), lambda: b"\x80".decode("ascii"), lambda: "é".encode("ascii"), lambda: "éa😀".encode("latin-1"), lambda: str(b"\xff", "utf-8"), lambda: "a".decode(), lambda: b"a".encode(), lambda: "ab\udc80".encode("ascii")):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, ascii(str(e)))
print(len("é".encode()), len(s.encode()), s.encode().decode() == s, "x".encode("utf-8", errors="ignore"), b"x".decode(encoding="ascii", errors="strict"), "ÿ".encode("cp1252"), b"\x80".decode("cp1252"))
