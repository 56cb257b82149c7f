# Names that are added to globals after a function was made, before it first looks anything up.
names = {}
exec("def f():\n    return g(), len(h)\n\ndef g():\n    return 'g'\n\nh = 'abc'\n", names)
for i in range(40):
    names["name%d" % i] = i
    exec("def f%d():\n    return g(), len(h), name%d" % (i, i), names)
    names["later%d" % i] = -i
    print(names["f%d" % i](), names["f"]())
