# What the compiler and the lexer warn of, and where.
import warnings


def c(s):
    with warnings.catch_warnings(record=True) as log:
        warnings.simplefilter("always")
        try: compile(s,"f.py","exec")
        except SyntaxError as e: print("E", e)
    print(repr(s), [(w.category.__name__, str(w.message), w.lineno) for w in log])
for s in ("x is 5","x is not 'a'","5 is x","x is -1","x is (1,2)","x is ()","x is None","x is True","x is ...","None is 5","x is 1 is 2","x is y is 3","x == 5 is y","x is [1]","x is {}","x is f''","x is 1+1","x is not b''", "x is 1.5","x is 1j", "x is not (y,)", "(x\n is\n 5)",
 "assert (x,'m')","assert ()","assert (1,2)","assert (1,2), 'x'","assert [1]", "assert (x)",
 "5()","'a'()","(1,2)(3)","(x,2)(3)","[1](2)","{}()","{1}()","{1:2}()","[x for x in y]()","{x for x in y}()","{x:1 for x in y}()","(x for x in y)()","f''()","f'{x}'(1)","(lambda: 1)()","None()","...()","True()","(-1)()","(1+1)(2)","b''()", "1.5(3)", "(\n5\n)(1)",
 "5[0]","'a'['b']","'a'[0]","'a'[1:2]","'a'[x]","'a'[1.5]","'a'[None]","'a'[True]","(1,2)['a']","(x,2)['a']","[1]['a']","[1][1,2]","[x for x in y]['a']","{1}[0]","{x for x in y}[0]","(x for x in y)[0]","(lambda: 1)[0]","None[0]","...[0]","True[0]","1.5[0]","f''['a']","f'{x}'[1.0]","{}[0]","{}['a']","b''['a']","b''[()]","[1][[2]]","[1][{}]","[1][{1}]","[1][lambda:1]","[1][f'']","[1][x for x in y]" if 0 else "[1][(x for x in y)]","[1][-1]","[1][1+1.5]","[1]['a']=5","del [1]['a']","None[0]=1","[1]['a']+=1","'a'[b'']", "'%s'['a' 'b']", "x[1]['a']","(5)[1]()", "def f():\n '''\\d'''", "'\\d' '\\e'","'\\d\\e'","f'\\d{x}\\e'","b'\\d'","'\\400'","b'\\777'","1if x else y","0x1for x in y","1or 2","[1for x in y]","'''a\n\\d'''","'''\\\n\\d'''", "r'\\d'", "x = (\n'a'\n'\\d'\n)", "def f(a=x is 5):\n  return x is 6\nx is 7", "class A(x is 1):\n  x is 2\n  def f(self, b=[]['a']): 5()", "@(x is 1)\ndef f()->(x is 2): pass", "if 0:\n x is 5", "while 0:\n x is 5", "try:\n x is 1\nfinally:\n x is 2", "with x is 1 as y: pass", "[x is 1 for x in (5 is 5) if x is 2]", "lambda a=5 is 5: x is 2", "x: (y is 5) = (x is 6)", "match x:\n  case 1 if x is 1: x is 2", "~True", "~False\n", "~(not 1)", "x = ~(True)", "type X = 5()", "from __future__ import annotations\nx: 5() = 6", "def f():\n  return 5()\n  return 5()", "'\\d'; x is 5; 1if 1 else 2", "5() ; return"):
    c(s)
