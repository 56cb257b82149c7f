# String and bytes literals in every form.
print('a' "b" '''c''' """d""", r'\n' '\n'.strip() + "|", b'ab' b"c", rb'\x00' + Rb"\d", BR'\q', u'u', U"U")
print("\x41\u0042\U00000043\103\0".encode(), "\N{BULLET}\N{SNOWMAN}", b"\x41\103\0\\", '\'' "\"", "tab\there", "\
continued", '''two
lines''', """quote " inside""", '''it's''')
print(len("\r\n"), len('''a
b'''), repr('''\
x\
'''), "é" == "\xe9", "\t" == "	", r"\\" == "\\\\", len(r"\'"), r'a\'b')
print("%s" "%d" % ("x", 5), ("a"
      "b"
      'c'))
print(f"{1}" "{2}" f"{3}", f"" == "", rf"\{1}" , "a" f"{'b'}" 'c')
print(b"" b"\xff\n\'", b'%d-%s' % (5, b"x"), bytes("é", "latin-1"), br"\xff")
for bad in ("'abc", '"abc\n"', "b'é'", "'\\x4'", "'\\u12'", "'\\U12345678'", "'\\N{nope}'", "b'\\x4'", "'a' b'b'", "f'{'", "f'{}'", "f'}'", "f'{a b}'", "ur'x'", "'''abc", "f'{x!z}'", "f'{x:{'", "0777", "1__0", "1_", "0x", "0b2", "0o8", "1e", "1.5.2", "12abc", "0_7", "1e5j0"):
    try:
        compile(bad, "s", "eval")
        print("ok", bad)
    except SyntaxError as e:
        print(repr(bad), "->", e.msg, e.lineno, e.offset)
