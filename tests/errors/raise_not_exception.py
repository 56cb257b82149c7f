# Raising something that isn't an exception.
def f():
    raise "text"


f()
