f"", f"a", f"{a}", F"a{b}c"
f"{a}{b}", f"{a!r}", f"{a!s:>5}", f"{a!a}"
f"{a:x}", f"{a:}", f"{a:{b}}", f"{a:{b}.{c}}", f"{a:x{b!r:>{c}}y}"
f"{{}}", f"a{{b}}c", f"{{{a}}}", f"{{{{"
f"{a=}", f"{a = }", f"{a=!r}", f"{a=:x}", f"{a=!s:x}", f"{a+b =  }", f"x{a=}y{b=}z"
f"{a,b}", f"{a, *b}", f"{*a,}", f"{yield}", f"{(lambda: a)}", f"{a:=5}", f"{(a:=5)}"
f"{a!=b}", f"{a==b}", f"{a if b else c}", f"{a['b']}", f"{a["b"]}", f'{'a'}'
f"{f"{f"{a}"}"}", f"{"a" "b"}", f"{f'a' f'b'}"
f"{ {a: b} }", f"{ {a} }", f"{[a for a in b]}", f"{a[b:c]:d}"
rf"\n{a}\{b}", fr'\d', Rf"{a:\n}", f"\n{a}\t", f"\N{BULLET}{a}", f"\x41{{"
"a" f"b", f"a" "b", "a" f"{b}" "c", f"{a}" f"{b}", u"a" f"{b}", "" f"" ""
f"\ud800" "\udc00"
f"""
{a}
  {
  b
  :>
5}
{c  # comment
}
"""
f'''{
a = }'''
f"{a:{b:>{c}}}"
f"{a:%Y-%m-%d}", f"{a:{{b}}}"
f"é{a}é", f"{a}é{b=}"
(f"a"
 f"{b}"
 "c")
