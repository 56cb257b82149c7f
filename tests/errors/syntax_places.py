# Places of syntax errors: at an end of text without line end, in texts that are compiled under another name.


def show(source, mode):
    try:
        compile(source, "<s>", mode)
        print("ok")
    except SyntaxError as e:
        print(repr(source), mode, e.lineno, e.offset, e.end_lineno, e.end_offset, repr(e.text), e.msg)


for source in ("'a' b'b'", "'a' b'b' ", "'a' b'b'\n", "'a' b'b'#c", "('a' b'b' 'c')", "'a' b'b'+1"):
    for mode in "eval", "exec", "single":
        show(source, mode)
for source in (
    "from __future__ import nope",
    "x = 1\nfrom __future__ import division",
    "return 1",
    "def f(a, a): pass",
    "break",
    "def f():\n x = 1\n nonlocal x",
    "a + 1 = 2",
    "del f()",
):
    show(source, "exec")
try:
    compile("1\nreturn 1", "syntax_places.py", "exec")
except SyntaxError as e:
    print(repr(e.text), e.args)
exec("\nx = 1\nreturn")
