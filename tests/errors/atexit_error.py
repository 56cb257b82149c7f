# An error in an atexit function is reported; the others still run.
import atexit


@atexit.register
def first():
    print("first registered runs last")


@atexit.register
def second():
    raise ValueError("in atexit")


print("end of script")
