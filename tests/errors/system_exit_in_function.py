# SystemExit from deep inside runs finally blocks and atexit functions.
import atexit
import sys

atexit.register(print, "atexit ran")


def deep(n):
    try:
        if n == 0:
            sys.exit("stopping")
        deep(n - 1)
    finally:
        print("finally", n)


deep(2)
