# A syntax error in an imported module shows the importing line and the module's.
def load():
    import _bad_syntax


print("before")
load()
