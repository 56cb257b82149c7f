# Printing to a closed file, and bad arguments of print.
import io
import sys

f = io.StringIO()
f.close()
try:
    print("x", file=f)
except ValueError as e:
    print(e)


class NoWrite:
    pass


for bad in (NoWrite(), 5):
    try:
        print("x", file=bad)
    except AttributeError as e:
        print(e)
print("to none", file=None)
sys.stdout = None
print("nowhere")
sys.stdout = sys.__stdout__
raise SystemExit(print("done"))
