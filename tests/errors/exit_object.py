# Any other object is printed, status 1.
import sys


class Reason:
    def __str__(self):
        return "a reason"


print("x", end="")
sys.exit([1, Reason.__name__, (2, None)])
