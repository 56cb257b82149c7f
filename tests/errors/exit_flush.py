# What was printed without newline is flushed before the traceback.
import sys

print("partial", end="")
sys.stdout.write(" output")
sys.stderr.write("to stderr first\n")
raise ValueError("end")
