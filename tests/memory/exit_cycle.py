# modes: normal, nogc
# Cycles that are alive at exit are finalized as well.
class Node:
    def __init__(self, name):
        self.name = name
        self.me = self

    def __del__(self):
        print("del", self.name)


a = Node("a")
b = Node("b")
a.other, b.other = b, a


class Simple:
    def __del__(self):
        print("simple", a is not None)


s = Simple()
print("end")
