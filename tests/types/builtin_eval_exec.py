# eval, exec, compile: modes, namespaces, closures, errors.
x = 10
print(eval("x + 1"), eval("x", {"x": 5}), eval("x + y", {"x": 1}, {"y": 2}), eval("[x for x in range(3)]"), eval("(lambda: x)()"), eval("\n1\n"), eval(" 5 "), eval("1,2"))
exec("y = x * 2")
print(y)
ns = {"a": 1}
print(exec("b = a + 1\nc = [a for _ in range(2)]\ndef f(): return a\nclass K: v = b", ns), ns["b"], ns["c"], ns["f"](), ns["K"].v, "__builtins__" in ns)


def local():
    v = 1
    exec("v = 2; w = 3")
    return v, eval("v + 1"), sorted(locals())


print(local())


def explicit():
    scope = {}
    exec("q = 1", globals(), scope)
    return scope


print(explicit())
code = compile("z = 5\nz + 1", "<my file>", "exec")
exec(code)
print(z, code.co_filename, code.co_name, eval(compile("z * 2", "f", "eval")), type(code).__name__)
exec(compile("1 + 1\n'shown by single'\nNone", "f", "exec"))
exec(compile("40 + 2", "f", "single"))
exec(compile("x = 1; x", "f", "single"))
for args in (("1 +", "f", "eval"), ("x = 1", "f", "eval"), ("1\n2", "f", "single"), ("x", "f", "nope"), ("a\0b", "f", "exec"), (5, "f", "exec"), ("x", 5, "exec")):
    try:
        compile(*args)
        print("ok")
    except Exception as e:
        print(type(e).__name__, e)
for f in (lambda: eval("undefined"), lambda: eval("1 / 0"), lambda: exec("raise ValueError('v')"), lambda: eval(5), lambda: exec(None), lambda: eval("x", 5), lambda: eval("x", {}, 5), lambda: exec("x", []), lambda: eval("return 1"), lambda: eval("import sys"), lambda: eval("print('called')"), lambda: eval(b"2 * 3"), lambda: eval("__import__('math').pi"), lambda: exec("def g():\n  return h()\ng()", {})):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print(eval("len", {"__builtins__": {"len": "mine"}}), eval("name", {"name": "n"}), [eval(f"{i} ** 2") for i in range(4)])


class Track(dict):
    def __missing__(self, key):
        return f"<{key}>"


print(eval("a + b", {}, Track()), eval("c", {"c": 1}, Track()))
exec("for i in range(3):\n    if i == 2: break\nelse:\n    i = -1")
print(i)
print(eval("locals()", {"__builtins__": __builtins__}, {"k": 1}), eval("sorted(globals())", {"m": 1}))
