# An error inside sys.excepthook shows both.
import sys


def hook(kind, value, tb):
    raise RuntimeError("hook failed")


sys.excepthook = hook
[][0]
