def setup():
    raise RuntimeError("cannot set up")


print("module starts")
setup()
