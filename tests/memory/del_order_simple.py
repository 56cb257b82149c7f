# __del__ runs at once when the last reference goes.
class D:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)


a = D("a")
print("rebinding")
a = D("a2")
print("after rebinding")
b = a
del a
print("one name left")
del b
print("gone")
D("temporary")
print("after temporary")
D("x").name
print([D("in list").name])


def f():
    local = D("local")
    print("in f")
    return 5


print(f())


def g(arg):
    print("in g", arg.name)


g(D("argument"))
items = [D(i) for i in range(3)]
items[1] = None
print("item replaced")
items.pop()
print("popped")
items.clear()
print("cleared")
d = {"k": D("value")}
d["k"] = D("value2")
del d["k"]
x = D("swap1")
y = D("swap2")
x, y = y, x
print("swapped")
x = None
y = None
for i in range(2):
    loop = D(f"loop{i}")
print("loop over")
del loop
t = (D("t1"), D("t2"))
del t
print("end")
