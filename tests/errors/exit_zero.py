# sys.exit() without an argument: status 0, nothing printed.
import sys

print("out")
sys.exit()
print("never")
