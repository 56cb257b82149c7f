# Deeply nested code and data that must work.
n = 60
expr = "(" * n + "1" + ")" * n
print(eval(expr))
print(eval("-" * 50 + "1"), eval("not " * 51 + "1"), eval("[" * 50 + "]" * 50) != [], eval("+".join(["1"] * 3000)), eval("x" + "[0]" * 60, {"x": (x := [None], x.__setitem__(0, x))[0]}) is x)
src = "".join("    " * i + f"if {i} >= 0:\n" for i in range(40)) + "    " * 40 + "deep = 'reached'\n"
exec(src)
print(deep)
src = "".join("    " * i + f"def f{i}():\n" for i in range(30)) + "    " * 30 + "return 'innermost'\n" + "".join("    " * i + f"return f{i}()\n" for i in range(29, 0, -1))
exec(src)
print(f0())
src = "".join("  " * i + f"for i{i} in range(1):\n" for i in range(15)) + "  " * 15 + "total = i0 + i14\n"
exec(src)
print(total)
src = "".join(" " * i + "try:\n" for i in range(15)) + " " * 15 + "1 / 0\n" + "".join(" " * i + f"except ValueError:\n{' ' * i} pass\n" for i in range(14, 0, -1)) + "except ZeroDivisionError:\n caught = True\n"
exec(src)
print(caught)
lst = []
for _ in range(50):
    lst = [lst]
print(str(lst) == "[" * 51 + "]" * 51, lst == eval(str(lst)))
print(eval("lambda: " * 20 + "5")()()()()()()()()()()()()()()()()()()()())
print(eval(" if 1 else ".join(str(i) for i in range(50))), eval("a" + ".real" * 50, {"a": 7}), len(eval("f'" + "{1}" * 200 + "'")), eval(" < ".join(map(str, range(60)))), eval(" and ".join(["1"] * 200)))
d = {}
node = d
for i in range(150):
    node["k"] = {}
    node = node["k"]
print(len(repr(d)), d == eval(repr(d)))
names = {f"v{i}": i for i in range(300)}
exec("\n".join(f"v{i} = {i}" for i in range(300)) + "\nsumm = " + "+".join(f"v{i}" for i in range(300)))
print(summ == sum(names.values()))
exec("def many():\n" + "".join(f"    a{i} = {i}\n" for i in range(300)) + "    return " + " + ".join(f"a{i}" for i in range(300)))
print(many())
exec("def args(" + ", ".join(f"a{i}" for i in range(260)) + "):\n    return a0 + a259")
print(args(*range(260)), len(eval("[" + ",".join(map(str, range(5000))) + "]")), len(eval("{" + ",".join(f"{i}: {i}" for i in range(2000)) + "}")))
