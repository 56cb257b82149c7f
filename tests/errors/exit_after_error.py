# modes: normal, nogc
# After an uncaught error what is alive is finalized all the same, after the traceback.
import atexit


class D:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)


def run():
    local = D("local of the failing frame")
    raise ValueError("uncaught")


atexit.register(print, "atexit")
keep = D("global")
run()
