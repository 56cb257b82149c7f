# NameError and AttributeError suggest near names.
import sys


class Account:
    def __init__(self):
        self.balance = 0

    def deposit(self, amount):
        self.balence += amount

    def use_self(self):
        return balance


def go(n):
    counter = 1
    if n == 0:
        return conter
    if n == 1:
        return Account().deposite(5)
    if n == 2:
        return Account().deposit(5)
    if n == 3:
        return Account().use_self()
    if n == 4:
        return pritn("x")
    if n == 5:
        return [].apend(1)
    if n == 6:
        return completely_unknown_thing
    if n == 7:
        return math.pi
    if n == 8:
        import collections

        return collections.OrderdDict
    if n == 9:
        from _half import presnt


for n in range(10):
    try:
        go(n)
    except Exception:
        sys.excepthook(*sys.exc_info())
