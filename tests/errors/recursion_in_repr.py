# A recursion through builtins is folded as well.
class Node:
    def __init__(self):
        self.me = [self]

    def __repr__(self):
        return f"Node({self.me!r})"


try:
    repr(Node())
except RecursionError as e:
    print("caught", type(e).__name__)


def fact(n):
    return n * fact(n - 1)


fact(5)
