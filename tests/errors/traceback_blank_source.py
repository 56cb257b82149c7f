# Code from exec and eval has no source line to show.
def run(source):
    exec(source)


run("x = 1\ny = x / 0")
