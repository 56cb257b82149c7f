# sys.exit with a number is the status; finally blocks run.
import sys


def work():
    try:
        print("working")
        sys.exit(3)
    finally:
        print("cleaned up")


try:
    work()
except Exception:
    print("SystemExit is not an Exception")
