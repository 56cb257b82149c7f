# Messages and positions of common mistakes, through compile().
sources = [
    "x = = 1", "def f:", "def f()", "class C\n  pass", "while True print(1)", "for i in range(3) print(i)",
    "if x == 1\n    pass", "import", "from x import", "from x import (a, b", "import a.b as", "x +", "x = (1, 2", "x = [1, 2", "x = {1: 2",
    "lambda x y: 1", "f(x for x in y, 1)", "f(a=1, a=2)", "f(**k, *a)", "f(**k, 1)", "del f()", "del 1", "del (a, 1)", "a + 1 = 2", "a, 1 = 2", "(a, b) += 1",
    "[a, b] += 1", "f() += 1", "a = b = 1 = c", "None = 1", "True = 1", "x.None", "def None(): pass", "def f(None): pass", "with open(x) as 5: pass", "for 1 in x: pass",
    "x = yield", "def f():\n    x = await y", "async def f():\n    yield from x", "await x", "async for x in y: pass", "continue", "try:\n    pass\nexcept:\n    pass\nexcept ValueError:\n    pass",
    "try:\n    pass\nexcept A:\n    pass\nexcept* B:\n    pass", "raise x from", "assert", "global x, x.y", "return", "yield", "class C: return 1", "def f():\n    global x\n    nonlocal x",
    "*a = 1", "*a", "x = *a", "a, *b, *c = d", "print(*)", "f(*)", "f(**)", "{**a for a in b}", "[*a for a in b]", "(a for a in b, c)", "{1: 2, 3}", "{1, 2: 3}", "{1:}", "{a: *b}",
    "x if y", "x if y else", "not", "a not b", "a is not", "a in", "a <> b", "a ! b", "a ? b", "$x", "a = 5 6", "1abc", "0b12", "0xg", "1__2", "'a", "\"a", "'''a",
    "  x = 1", "if 1:\n  x\n y", "if 1:\nx", "x\n  y", "@", "@f", "@f\nx = 1", "else: pass", "elif x: pass", "except: pass", "finally: pass", "case 1: pass",
    "def f(*): pass", "def f(*, **k): pass", "def f(a, /, b, /): pass", "def f(/): pass", "def f(*a, *b): pass", "def f(**k, a): pass", "def f(*a, /): pass", "def f(a, *, a): pass", "def f(a=1, /, b): pass", "lambda a=1, b: 0",
    "x := 1", "(x := 1) = 2", "f(x := 1, y=(z := 2))", "(a, b := 1)", "[a := 1 for a in b]", "x[a:=1, b:=2]", "a.b := 1", "import a as b.c", "from . import *", "def f():\n    from x import *", "from __future__ import nope",
    "x: int: str", "(x, y): int", "x = 1 if 2 else 3 = 4", "a b", "a.1", "a.", "a..b", "f(a b)", "f(a, b c)", "[a b]", "{a b}", "(a b)", "print 1", "print x, y", "exec 'x'", "raise X, Y", "except X, Y: pass",
    "try:\n    pass\nexcept X, Y:\n    pass", "def f(x):\nreturn x", "for x in y:\nz", "while x:\ny", "with x:\ny", "try:\nx", "class C:\nx", "match x:\ncase 1: pass", "match x:\n    case 1:\n    pass", "type X = ", "def f[T: int](", "f'{a'", "f'{a:{b}'", "f'{'", "f'{}'", "f'{a!}'", "f'{a!q}'", "f'{a=!r:^20'",
    "x = 'a' 'b", "\\", "x = \\", "x \\ y", "\u00a0x = 1", "x = “a”", "x = 1;;", ";", "a = 1 b = 2", "i++", "++i--", "x =+ 1 +", "if (a = 1): pass", "while a = 1: pass", "f(a.b=1)", "f(1=2)", "f(a()=1)", "f(True=1)", "dict(a=1, b)", "(yield) = 1", "lambda: (yield) = 1", "[x for x in] ", "[for x in y]", "{x: y for x}", "[x if y for y in z]",
]
for source in sources:
    try:
        compile(source, "<s>", "exec")
        print(repr(source), "compiles")
    except SyntaxError as e:
        print(repr(source), "->", type(e).__name__, e.msg, (e.lineno, e.offset, e.end_lineno, e.end_offset))
