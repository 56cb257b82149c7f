# Raising a class, and the caret line of raise being left out.
class Custom(Exception):
    """No message."""


def f():
    raise Custom


f()
